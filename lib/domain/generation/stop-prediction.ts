import type { World } from "@/lib/db/ctx";
import { cancelPrediction } from "./observe-prediction";

/** Task `cancel-prediction`: asks the provider to stop a generation whose cancelling was requested; one not created yet has nothing to stop. */
export async function stopPrediction(world: World, { generationId }: { generationId: string }): Promise<void> {
  const row = await world.db.generation.findFirst({
    where: { id: generationId, state: "running", cancelRequestedAt: { not: null } },
    select: { predictionId: true },
  });
  if (row?.predictionId) await cancelPrediction(world, generationId, row.predictionId);
}
