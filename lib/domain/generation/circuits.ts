import { randomUUID } from "node:crypto";
import type { World } from "@/lib/db/ctx";
import type { ImageGenerator } from "@/lib/providers/image-generator";
import { Breaker } from "./breaker";

/** This process's circuits, one a model; new with every adapter, because new keys deserve a new try. */
const breakers = new WeakMap<ImageGenerator, Map<string, Breaker>>();
const processId = randomUUID();
/** What was last written down, so that a row is written only when something changed. */
const noted = new Map<string, string>();

export function breakerOf(world: World, images: ImageGenerator, model: string): Breaker {
  const mine = breakers.get(images) ?? new Map<string, Breaker>();
  breakers.set(images, mine);
  const found = mine.get(model) ?? new Breaker(world.env.BREAKER_OPEN_MS);
  mine.set(model, found);
  return found;
}

/** Writes a circuit's state down for the page of the team; no worker reads it. A failure to do so is no failure of the picture. */
export async function noteCircuit(world: World, model: string, breaker: Breaker): Promise<void> {
  const openMs = breaker.waitMs();
  const state = `${openMs > 0}:${breaker.failureCount}`;
  if (noted.get(model) === state || (!noted.has(model) && state === "false:0")) return;
  noted.set(model, state);
  await world.pool
    .query(
      `INSERT INTO provider_circuit (id, model, open_until, failures, updated_at) VALUES ($1, $2, now() + nullif($3::int, 0) * interval '1 millisecond', $4, now())
        ON CONFLICT (id) DO UPDATE SET open_until = excluded.open_until, failures = excluded.failures, updated_at = now()`,
      [`${processId}:${model}`, model, Math.round(openMs), breaker.failureCount],
    )
    .catch((error: unknown) => world.log.warn("circuit not noted", { model, error }));
}
