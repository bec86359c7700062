import type { Pool } from "pg";
import { newId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/prisma";

/** Every task by name, with its payload: ids and addresses, never tokens or keys, because the queue is a table like any other. */
export type JobPayloads = {
  "dispatch-generations": Record<string, never>;
  "submit-generation": { generationId: string };
  "cancel-prediction": { generationId: string };
  "handle-webhook-event": { provider: string; eventId: string };
  "handle-payment-event": { provider: string; eventId: string };
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
  /** Not before so many milliseconds have passed, by the database's clock. */
  delayMs?: number;
  maxAttempts?: number;
};

/** Queues a job in the caller's transaction: it runs if and only if that commits. */
export async function enqueue<Name extends keyof JobPayloads>(
  tx: Pick<Tx, "$executeRaw">,
  name: Name,
  payload: JobPayloads[Name],
  { jobKey, delayMs = 0, maxAttempts }: EnqueueOptions = {},
): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.add_job(${name}::text, ${JSON.stringify(payload)}::json,
    run_at => now() + ${Math.round(delayMs)}::bigint * interval '1 millisecond', max_attempts => ${maxAttempts ?? null}::int, job_key => ${jobKey ?? null}::text)`;
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

/** Something that a service told us: its own id for it, and what of it is kept. */
export type InboxEvent = { provider: "replicate" | "razorpay"; eventId: string; payload: unknown };

/**
 * Takes an event into the inbox, once per id, and queues its handling: one statement, so both or neither. A repeat changes nothing. One statement and
 * not a transaction of several, because services tell thousands of things at once and hang up after seconds.
 */
export async function takeIntoInbox(
  pool: Pool,
  task: "handle-webhook-event" | "handle-payment-event",
  { provider, eventId, payload }: InboxEvent,
): Promise<void> {
  await pool.query({
    name: "take-into-inbox",
    text: `WITH taken AS (
        INSERT INTO webhook_event (id, provider, event_id, payload) VALUES ($1, $2, $3, $4::jsonb) ON CONFLICT DO NOTHING RETURNING event_id)
      SELECT graphile_worker.add_job($5::text, json_build_object('provider', $2::text, 'eventId', event_id)) FROM taken`,
    values: [newId("webhookEvent"), provider, eventId, JSON.stringify(payload), task],
  });
}
