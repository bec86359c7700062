import type { World } from "@/lib/db/ctx";
import { cancelPrediction } from "./observe-prediction";

/** Task `cancel-prediction`: asks the provider to stop a generation whose cancelling was requested, or that the studio has ended; one not created yet has nothing to stop. */
export async function stopPrediction(world: World, { generationId }: { generationId: string }): Promise<void> {
  const row = await world.db.generation.findFirst({
    where: {
      id: generationId,
      OR: [{ state: "running", cancelRequestedAt: { not: null } }, { failureCode: "stopped_by_studio" }],
    },
    select: { predictionId: true },
  });
  if (row?.predictionId) await cancelPrediction(world, generationId, row.predictionId);
}
