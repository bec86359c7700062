import "./broken-pipe.mjs";
import { env } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";
import { productionBreaches } from "./production-rules.mjs";
import { keepStoredKeys } from "./stored-keys";
import { startTracing } from "./tracing";
import { openWorld } from "./world";

/** The worker process: `npm run worker`, or a child of `npm start`. */
const breaches = productionBreaches(process.env);
if (breaches.length > 0) {
  process.stderr.write(`This is production, and it may not start:\n- ${breaches.join("\n- ")}\n`);
  process.exit(1);
}
const endTracing = await startTracing(env(), "worker");
const world = openWorld(env(), "worker");
try {
  await keepStoredKeys(world);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
const worker = await startWorker(world);
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await worker.stop();
  await world.close();
  // A collector that does not answer is no reason to stay.
  await endTracing().catch(() => {});
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
