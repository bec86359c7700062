import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { deletePictureFiles } from "@/lib/domain/creations/picture-files";
import { enqueue } from "@/lib/jobs/enqueue";
import { imageIdOf } from "./image-id";

/** Queues the deletion of what a delivery may have stored; by then whoever still writes has lost the lease and looks for itself. */
export async function enqueueDiscard(tx: Tx, { env }: Pick<World, "env">, generationId: string): Promise<void> {
  await enqueue(tx, "discard-picture", { generationId }, { jobKey: `discard:${generationId}`, delayMs: env.LEASE_MS });
}

/** Task `discard-picture`: deletes files that were stored for a job which ended without a picture, or whose picture is gone. No effect on any other. */
export async function discardPicture(world: World, { generationId }: { generationId: string }): Promise<void> {
  const ended = await world.db.generation.findFirst({
    where: {
      id: generationId,
      OR: [
        { state: { in: ["failed", "cancelled"] } },
        { picturePurgedAt: { not: null } },
        { image: { purgeStartedAt: { not: null } } },
      ],
    },
    select: { id: true },
  });
  if (ended) await deletePictureFiles(world, imageIdOf(generationId));
}
