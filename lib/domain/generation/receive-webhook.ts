import { AppError } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/db/ctx";
import { takeIntoInbox } from "@/lib/jobs/enqueue";
import type { Prediction, WebhookDelivery } from "@/lib/providers/image-generator";
import { isOurWebhookAddress } from "./webhook-address";

export type ReplicateDelivery = WebhookDelivery & { generationId: string; token: string };

async function refuse(ctx: Ctx): Promise<never> {
  await ctx.limits.consume("webhookRefused", ctx.ip);
  throw new AppError("unauthorized", "The signature does not hold.");
}

/**
 * Takes a delivery of the image service into the inbox, once per event id, and queues its handling, both or neither. Throws `unauthorized`
 * for a wrong signature, an old one, or an address that is not ours; repeats are accepted and change nothing.
 */
export async function receiveReplicateWebhook(ctx: Ctx, delivery: ReplicateDelivery): Promise<void> {
  const { generationId, token, ...signed } = delivery;
  if (!isId("generation", generationId) || !isOurWebhookAddress(ctx.env, generationId, token)) return refuse(ctx);
  if (!ctx.ports.images) throw new AppError("provider_unavailable", "No image service is set up here.");
  let prediction: Prediction | undefined;
  try {
    prediction = await ctx.ports.images.readWebhook(signed);
  } catch (error) {
    ctx.log.warn("webhook unreadable", { generationId, error });
    throw new AppError("bad_request", "The body is not a prediction.");
  }
  if (!prediction) return refuse(ctx);
  const payload = { generationId, prediction };
  await takeIntoInbox(ctx.pool, "handle-webhook-event", { provider: "replicate", eventId: signed.id, payload });
  ctx.failpoint("webhook-stored");
}
