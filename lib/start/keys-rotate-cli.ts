import { newId } from "@/lib/core/ids";
import { rotateKeys } from "@/lib/domain/provider-keys/rotate-keys";
import { Unopenable } from "@/lib/domain/provider-keys/seal";
import { env } from "@/lib/env";
import { openWorld } from "./world";

/** `npm run keys:rotate`: seals the stored keys of providers anew, from PROVIDER_KEYS_SECRET_PREVIOUS to PROVIDER_KEYS_SECRET. Safe to run again. */
const { PROVIDER_KEYS_SECRET: next, PROVIDER_KEYS_SECRET_PREVIOUS: previous } = env();
if (!next || !previous || next === previous) {
  process.stderr.write(
    "Set PROVIDER_KEYS_SECRET to the new secret and PROVIDER_KEYS_SECRET_PREVIOUS to the one before.\n",
  );
  process.exit(2);
}
const world = openWorld({ ...env(), LOG_LEVEL: "silent" }, "keys");
const ctx = {
  ...world,
  actor: { kind: "system" as const },
  requestId: newId("request"),
  ip: "",
  userAgent: "",
  deviceId: "",
};
try {
  const count = await rotateKeys(ctx, { previous, next });
  process.stdout.write(
    `${count} stored key(s) sealed anew. Take PROVIDER_KEYS_SECRET_PREVIOUS away, and start web and worker again.\n`,
  );
} catch (error) {
  if (!(error instanceof Unopenable)) throw error;
  process.stderr.write(`${error.message} Nothing was changed.\n`);
  process.exitCode = 1;
} finally {
  await world.close();
}
