import { EventEmitter } from "node:events";
import { Logger, run, type TaskList, type WorkerEvents } from "graphile-worker";
import type { World } from "@/lib/db/ctx";
import { withSpan } from "@/lib/db/span";
import { rollUp } from "@/lib/domain/analytics/roll-up";
import { foldEngagement } from "@/lib/domain/community/fold-engagement";
import { dispatchGenerations } from "@/lib/domain/generation/dispatch-generations";
import { createReconciler } from "@/lib/domain/generation/reconcile-generations";
import { requestNightlyCheck } from "@/lib/domain/ledger-checks/check-ledger";
import { sendDigests } from "@/lib/domain/notifications/send-digests";
import { reconcilePayments } from "@/lib/domain/payments/reconcile-payments";
import { watchPaymentWebhooks } from "@/lib/domain/payments/watch-webhooks";
import { settleDueReferrals } from "@/lib/domain/referrals/settle-referral";
import { endSuspensions } from "@/lib/domain/review/suspension";
import { beat, endBeat } from "./heartbeat";
import { cleanUp } from "./housekeeping";
import { TASKS } from "./registry";

const HOUR_MS = 3_600_000;
const SLOWEST_TICK_MS = 1_000;
/** Counts are exact within a second. */
const FOLD_EVERY_MS = 400;
const PAYMENTS_TICK_MS = 5_000;
const REFERRALS_TICK_MS = 60_000;
const DIGESTS_TICK_MS = 30_000;
const ANALYTICS_TICK_MS = 300_000;
const SUSPENSIONS_TICK_MS = 15_000;
const LEDGER_TICK_MS = 600_000;

export type RunningWorker = { stop(): Promise<void> };

/** Calls `work` again and again with a pause between; a failure is logged and does not end it. */
function repeat(world: World, name: string, pauseMs: number, work: () => Promise<unknown>): () => Promise<void> {
  let isStopped = false;
  let wake = () => {};
  const loop = (async () => {
    while (!isStopped) {
      await work().catch((error: unknown) => world.log.error(`${name} failed`, { error }));
      if (isStopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return async () => {
    isStopped = true;
    wake();
    await loop;
  };
}

function taskList(world: World): TaskList {
  return Object.fromEntries(
    Object.entries(TASKS).map(([name, task]) => [
      name,
      // The payload was typed when it was queued.
      (payload: unknown) =>
        withSpan(`job ${name}`, {}, () =>
          (task as (world: World, payload: unknown) => Promise<unknown>)(world, payload).then(() => {}),
        ),
    ]),
  );
}

function queueLogger(world: World): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") world.log.error("queue", { message });
    else if (level === "warning") world.log.warn("queue", { message });
  });
}

/**
 * Works off the queue and watches over generations, in this process; any number of processes may do so. `stop` lets running tasks finish.
 */
export async function startWorker(world: World): Promise<RunningWorker> {
  const { env } = world;
  const poolIds = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  // Tasks are locked in the name of the pool, not of its single workers.
  events.on("pool:create", ({ workerPool }) => poolIds.add(workerPool.id));
  const runner = await run({
    connectionString: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL,
    concurrency: env.WORKER_CONCURRENCY,
    maxPoolSize: env.WORKER_CONCURRENCY + 2,
    pollInterval: 1_000,
    noHandleSignals: true,
    taskList: taskList(world),
    logger: queueLogger(world),
    events,
  });
  const reconciler = createReconciler(world);
  const stops = [
    repeat(world, "heartbeat", env.LEASE_MS / 4, () => beat(world, [...poolIds])),
    repeat(world, "reconcile", Math.min(SLOWEST_TICK_MS, env.POLL_INTERVAL_MS), reconciler.tick),
    // A look of its own now and then: a dispatch that was queued and lost must not leave anybody waiting.
    repeat(world, "dispatch", env.POLL_INTERVAL_MS, () => dispatchGenerations(world)),
    repeat(world, "payments", Math.min(PAYMENTS_TICK_MS, env.PAYMENT_CHECK_INTERVAL_MS), () =>
      reconcilePayments(world),
    ),
    repeat(world, "engagement", FOLD_EVERY_MS, () => foldEngagement(world)),
    repeat(world, "referrals", REFERRALS_TICK_MS, () => settleDueReferrals(world)),
    repeat(world, "analytics", ANALYTICS_TICK_MS, () => rollUp(world)),
    repeat(world, "suspensions", SUSPENSIONS_TICK_MS, () => endSuspensions(world)),
    repeat(world, "daily mail", DIGESTS_TICK_MS, () => sendDigests(world)),
    repeat(world, "ledger check", LEDGER_TICK_MS, () => requestNightlyCheck(world)),
    repeat(world, "payment webhooks", HOUR_MS, () => watchPaymentWebhooks(world)),
    repeat(world, "clean-up", HOUR_MS, () => cleanUp(world)),
  ];
  runner.promise.catch((error: unknown) => world.log.error("queue stopped", { error }));
  return {
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
      await reconciler.settled();
      await runner.stop();
      await endBeat(world, [...poolIds]);
    },
  };
}
