import { env } from "@/lib/env";
import { provideWorld } from "@/lib/http/world";
import { startWorker } from "@/lib/jobs/worker";
import { productionBreaches } from "./production-rules.mjs";
import { keepStoredKeys } from "./stored-keys";
import { startTracing } from "./tracing";
import { openWorld } from "./world";

async function buildWorld(): Promise<void> {
  const breaches = productionBreaches(process.env);
  if (breaches.length > 0) throw new Error(`This is production, and it may not start:\n- ${breaches.join("\n- ")}`);
  const endTracing = await startTracing(env(), "web");
  process.once("SIGTERM", () => void endTracing().catch(() => {}));
  const world = openWorld(env(), "web");
  await keepStoredKeys(world);
  provideWorld(world);
  if (world.env.WORKER !== "inline") return;
  const worker = await startWorker(world);
  process.once("SIGTERM", () => void worker.stop());
}

/**
 * Builds the web process's world, once; with WORKER=inline it works off the queue as well. Where that fails the process ends: Next would go on, answer
 * every request with 500 and never try again.
 */
export async function startWeb(): Promise<void> {
  try {
    await buildWorld();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
