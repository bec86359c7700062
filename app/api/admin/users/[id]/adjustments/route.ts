import { adjustCredits } from "@/lib/domain/adjustments/adjust-credits";
import { type AdjustmentView, adjustEndpoint } from "@/lib/domain/adjustments/contract";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

const statusOf = (answer: unknown) => ((answer as AdjustmentView).state === "waiting" ? 202 : 201);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(adjustEndpoint, { auth: "admin", rateLimit: "write", statusOf }, ({ ctx, params, body, idempotencyKey }) =>
    adjustCredits(ctx, params, body, idempotencyKey),
  ),
);
