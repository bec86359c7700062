import type { Tx } from "@/lib/db/prisma";

/** Every task by name, with its payload: ids and addresses, never tokens or keys, because the queue is a table like any other. */
export type JobPayloads = {
  "dispatch-generations": Record<string, never>;
  "submit-generation": { generationId: string };
  "cancel-prediction": { generationId: string };
  "handle-webhook-event": { provider: string; eventId: string };
  "convert-picture": { imageId: string; format: "png" | "jpeg" | "webp" };
  "request-mail": { purpose: "verify" | "reset"; emailNormalized: string };
  "send-mail": { mailTokenId: string };
};

export type EnqueueOptions = {
  /** A queued job with the same key is replaced instead of doubled. */
  jobKey?: string;
  runAt?: Date;
  maxAttempts?: number;
};

/** Queues a job in the caller's transaction: it runs if and only if that commits. */
export async function enqueue<Name extends keyof JobPayloads>(
  tx: Pick<Tx, "$executeRaw">,
  name: Name,
  payload: JobPayloads[Name],
  { jobKey, runAt, maxAttempts }: EnqueueOptions = {},
): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.add_job(${name}::text, ${JSON.stringify(payload)}::json,
    run_at => ${runAt ?? null}::timestamptz, max_attempts => ${maxAttempts ?? null}::int, job_key => ${jobKey ?? null}::text)`;
}
