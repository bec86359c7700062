import type { Tx } from "@/lib/db/prisma";

/** Every task by name, with its payload: ids and addresses, never tokens or keys, because the queue is a table like any other. */
export type JobPayloads = {
  "dispatch-generations": Record<string, never>;
  "submit-generation": { generationId: string };
  "cancel-prediction": { generationId: string };
  "handle-webhook-event": { provider: string; eventId: string };
  "handle-payment-event": { eventId: string };
  "refund-surplus-payment": { paymentId: string };
  "send-refund": { refundRequestId: string };
  "check-ledger": { checkId: string };
  "convert-picture": { imageId: string; format: "png" | "jpeg" | "webp" };
  "mark-picture": { imageId: string };
  "purge-picture": { imageId: string };
  "screen-post": { postId: string };
  "fan-out-post": { postId: string };
  "mark-post": { postId: string };
  "delete-avatar": { avatarId: string };
  "delete-template-picture": { pictureId: string };
  "settle-referral": { refereeId: string };
  "discard-picture": { generationId: string };
  "request-mail": { purpose: "verify" | "reset"; emailNormalized: string };
  "send-mail": { mailTokenId: string };
  "send-decision-mail": { decisionId: string };
  "send-ticket-mail": { ticketId: string; about: "receipt" | "answer" };
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

/** Queues many jobs of one kind at once; a higher `priority` number runs later (0 is usual). */
export async function enqueueAll<Name extends keyof JobPayloads>(
  tx: Pick<Tx, "$executeRaw">,
  name: Name,
  jobs: { payload: JobPayloads[Name]; jobKey: string }[],
  { priority }: { priority: number },
): Promise<void> {
  if (jobs.length === 0) return;
  await tx.$executeRaw`SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
    SELECT ROW(${name}::text, payload, NULL, NULL, NULL, "jobKey", ${priority}::smallint, NULL)::graphile_worker.job_spec
      FROM json_to_recordset(${JSON.stringify(jobs)}::json) AS job(payload json, "jobKey" text)))`;
}
