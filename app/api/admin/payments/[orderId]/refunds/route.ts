import { refundPaymentEndpoint } from "@/lib/domain/payments/admin-contract";
import { refundPayment } from "@/lib/domain/payments/refund-payment";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(refundPaymentEndpoint, { auth: "admin", rateLimit: "write" }, ({ ctx, params, body, idempotencyKey }) =>
    refundPayment(ctx, params, body, idempotencyKey),
  ),
);
