import type { World } from "@/lib/db/ctx";
import { readSettings, type TierRoute } from "@/lib/domain/settings/reads";
import { TIERS, type Tier } from "./tiers";

export type RouteModel = { model: string; costPaise: number };

/** The models of a route that may be asked: active, and within what a picture may cost. In their order. */
export const affordable = ({ maxCostPaise, models }: TierRoute): RouteModel[] =>
  models.filter(({ isActive, costPaise }) => isActive && costPaise <= maxCostPaise);

/** Who makes a tier's pictures now, in the order of fail-over; the tier's own model where the settings leave none. */
export async function modelsFor(on: Pick<World, "pool">, tier: Tier): Promise<RouteModel[]> {
  const { routes } = await readSettings(on);
  const route = routes[tier];
  const found = route ? affordable(route) : [];
  return found.length > 0 ? found : [{ model: TIERS[tier].model, costPaise: 0 }];
}
