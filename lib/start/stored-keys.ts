import type { Ports, World } from "@/lib/db/ctx";
import { openStoredKeys, withStoredKeys } from "@/lib/domain/provider-keys/keys";
import { Unopenable } from "@/lib/domain/provider-keys/seal";
import { createPorts } from "./world";

const KEYED = ["images", "enhancer", "payments", "mailer", "media"] as const satisfies readonly (keyof Ports)[];

/**
 * Puts the keys that admins have stored over those of the environment, now and whenever they change, in this process: `env` and `ports` stay the same
 * objects, so that whoever holds them works with the new keys from then on. Throws an Error that names the variable where the stored keys can't be opened.
 */
export async function keepStoredKeys(world: World): Promise<void> {
  const given = { ...world.env };
  const apply = async () => {
    const env = withStoredKeys(given, await openStoredKeys({ db: world.db, env: given }));
    const ports = createPorts(env, world.log);
    Object.assign(world.env, env);
    for (const name of KEYED) if (!(name in ports)) delete world.ports[name as Exclude<typeof name, "media">];
    Object.assign(world.ports, ports);
  };
  let tail = apply().catch((error: unknown) => {
    if (!(error instanceof Unopenable)) throw error;
    throw new Error(
      `PROVIDER_KEYS_SECRET does not open the keys that are stored. Set the one that sealed them, or rotate: PROVIDER_KEYS_SECRET_PREVIOUS=<the old one> npm run keys:rotate.`,
    );
  });
  await tail;
  world.live.watchKeys(() => {
    // One after the other: the last change has the last word.
    tail = tail.then(apply).catch((error: unknown) => world.log.error("stored keys can't be taken over", { error }));
  });
}
