import * as z from "zod/mini";
import { databaseNow } from "@/lib/db/clock";
import type { World } from "@/lib/db/ctx";
import type { ImageOutcome } from "@/lib/providers/image-generator";
import { observePrediction } from "./observe-prediction";

const startedAt = z.optional(
  z.pipe(
    z.string(),
    z.transform((text: string) => new Date(text)),
  ),
);

/** A prediction as the inbox keeps it. */
const stored = z.object({
  generationId: z.string(),
  prediction: z.object({
    predictionId: z.string(),
    outcome: z.discriminatedUnion("state", [
      z.object({ state: z.literal("starting") }),
      z.object({ state: z.literal("running"), startedAt }),
      z.object({ state: z.literal("succeeded"), files: z.array(z.object({ url: z.string() })), startedAt }),
      z.object({
        state: z.literal("failed"),
        reason: z.enum(["content_rejected", "failed", "files_gone"]),
        detail: z.string(),
      }),
      z.object({ state: z.literal("cancelled"), detail: z.string() }),
    ]) satisfies z.ZodMiniType<ImageOutcome>,
  }),
});

/** Works off one event of the inbox; doing it twice changes nothing. */
export async function handleWebhookEvent(
  world: World,
  { provider, eventId }: { provider: string; eventId: string },
): Promise<void> {
  const event = await world.db.webhookEvent.findUnique({ where: { provider_eventId: { provider, eventId } } });
  if (!event || event.handledAt) return;
  const { generationId, prediction } = z.parse(stored, event.payload);
  await observePrediction(world, generationId, prediction);
  await world.db.webhookEvent.update({ where: { id: event.id }, data: { handledAt: await databaseNow(world.db) } });
}
