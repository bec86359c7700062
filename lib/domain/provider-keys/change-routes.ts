import type { BodyOf } from "@/lib/core/endpoint";
import { invalid } from "@/lib/core/errors";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { MODELS } from "@/lib/domain/generation/models";
import { TIER_KEYS, TIERS } from "@/lib/domain/generation/tiers";
import { writeVersion } from "@/lib/domain/settings/change-settings";
import type { Routes, routesEndpoint } from "./contract";

/** Each tier has a model that can make its size at a price within the limit. Throws `validation_failed` naming the field. */
function requireWhole(routes: Routes): void {
  for (const tier of TIER_KEYS) {
    const { models, maxCostPaise } = routes[tier];
    for (const [at, { model }] of models.entries()) {
      if (MODELS[model].largestPx < TIERS[tier].longSidePx)
        throw invalid(
          `routes.${tier}.models.${at}.model`,
          `${MODELS[model].name} can't make ${TIERS[tier].longSidePx} px.`,
        );
      if (models.findIndex((one) => one.model === model) !== at)
        throw invalid(`routes.${tier}.models.${at}.model`, `${MODELS[model].name} stands here twice.`);
    }
    if (!models.some(({ isActive, costPaise }) => isActive && costPaise <= maxCostPaise))
      throw invalid(`routes.${tier}.models`, `${TIERS[tier].name} needs an active model within its limit.`);
  }
}

/** Which model serves each tier, from now on, as a version of the settings. Throws `validation_failed`, `conflict`. */
export async function changeRoutes(
  ctx: Ctx<AdminActor>,
  { routes, note }: BodyOf<typeof routesEndpoint>,
): Promise<{ routes: Routes }> {
  requireWhole(routes);
  await writeVersion(ctx, { set: { routes }, note, action: "settings.routes" });
  return { routes };
}
