import { razorpayWebhookEndpoint } from "@/lib/domain/payments/contract";
import { receiveRazorpayWebhook } from "@/lib/domain/payments/receive-webhook";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";
import { readRazorpayDelivery } from "@/lib/http/signed-delivery";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(razorpayWebhookEndpoint, { auth: "anybody", rateLimit: null }, async ({ ctx, request }) =>
    receiveRazorpayWebhook(ctx, await readRazorpayDelivery(request)),
  ),
);
