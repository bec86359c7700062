import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { listEntriesAbout } from "@/lib/domain/ledger/reads";
import type { JobDetail } from "./admin-contract";
import { type AnyJobRow, JOB_ROW_COLUMNS, toJobRow } from "./list-all-jobs";

type Row = AnyJobRow & {
  negative_prompt: string;
  final_prompt: string;
  width: number;
  height: number;
  seed: number;
  prediction_id: string | null;
  image_id: string | null;
  provider_cost_paise: number;
  submitted_at: Date | null;
  create_started_at: Date | null;
  started_at: Date | null;
  cancel_requested_at: Date | null;
  not_before: Date;
  next_check_at: Date | null;
  deadline_at: Date | null;
  is_leased: boolean;
};

const ONE = `SELECT ${JOB_ROW_COLUMNS}, g.negative_prompt, g.final_prompt, g.width, g.height, g.seed, g.prediction_id, i.id AS image_id,
    g.provider_cost_paise, g.submitted_at, g.create_started_at, g.started_at, g.cancel_requested_at, g.not_before, g.next_check_at, g.deadline_at,
    coalesce(g.lease_until > now(), false) AS is_leased
  FROM generation g JOIN "user" u ON u.id = g.user_id LEFT JOIN image i ON i.generation_id = g.id AND i.purge_started_at IS NULL WHERE g.id = $1`;

function timelineOf(row: Row): JobDetail["timeline"] {
  const { state, finished_at } = row;
  const isEnded = state === "succeeded" || state === "failed" || state === "cancelled";
  const events = [
    ["asked", row.created_at],
    ["sent", row.submitted_at],
    ["create_started", row.create_started_at],
    ["started", row.started_at],
    ["cancel_requested", row.cancel_requested_at],
    ...(isEnded ? [[state, finished_at] as const] : []),
  ] as const;
  return events
    .flatMap(([event, at]) => (at ? [{ event, at: at.toISOString() }] : []))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** One job of anybody's; throws `not_found`. */
export async function readAnyJob(ctx: Ctx<AdminActor>, jobId: string): Promise<JobDetail> {
  if (!isId("generation", jobId)) throw notFound("This job");
  const [{ rows }, entries] = await Promise.all([
    ctx.pool.query<Row>(ONE, [jobId]),
    listEntriesAbout(ctx, [`generation:${jobId}`, `generation_refund:${jobId}`]),
  ]);
  const [row] = rows;
  if (!row) throw notFound("This job");
  const isOpen = row.finished_at === null;
  return {
    ...toJobRow(row),
    negativePrompt: row.negative_prompt,
    finalPrompt: row.final_prompt,
    width: row.width,
    height: row.height,
    seed: row.seed,
    ...(row.prediction_id ? { predictionId: row.prediction_id } : {}),
    ...(row.image_id ? { imageId: row.image_id } : {}),
    providerCostPaise: row.provider_cost_paise,
    timeline: timelineOf(row),
    ...(isOpen && row.state === "queued" ? { notBefore: row.not_before.toISOString() } : {}),
    ...(isOpen && row.next_check_at ? { nextCheckAt: row.next_check_at.toISOString() } : {}),
    ...(isOpen && row.deadline_at ? { deadlineAt: row.deadline_at.toISOString() } : {}),
    isBeingDelivered: row.is_leased,
    entries,
  };
}
