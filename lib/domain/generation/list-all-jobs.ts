import { unitsToCredits } from "@/lib/core/credits";
import type { QueryOf } from "@/lib/core/endpoint";
import { isId } from "@/lib/core/ids";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import { Conditions } from "@/lib/db/conditions";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { adminJobsEndpoint, JobFilter, JobRow } from "./admin-contract";

export type AnyJobRow = {
  id: string;
  user_id: string;
  handle: string;
  name: string;
  state: JobRow["state"];
  is_stuck: boolean;
  tier: JobRow["tier"];
  model: string;
  prompt: string;
  failure_code: string | null;
  failure_message: string | null;
  submit_attempts: number;
  cost_units: number;
  created_at: Date;
  created_key: string;
  finished_at: Date | null;
};

const IS_OPEN = "g.state IN ('queued', 'submitting', 'running')";
const IS_STUCK = `${IS_OPEN} AND (g.deadline_at < now() OR g.created_at < now() - interval '10 minutes')`;
const SHOWN: Record<JobFilter, string> = {
  stuck: IS_STUCK,
  waiting: "g.state = 'queued'",
  running: "g.state IN ('submitting', 'running')",
  failed: "g.state = 'failed'",
  succeeded: "g.state = 'succeeded'",
};

export const JOB_ROW_COLUMNS = `g.id, g.user_id, u.handle, u.name, g.state, (${IS_STUCK}) IS TRUE AS is_stuck, g.tier, g.model, g.prompt, g.failure_code,
    g.failure_message, g.submit_attempts, g.cost_units, g.created_at, g.created_at::text AS created_key, g.finished_at`;

export const toJobRow = (row: AnyJobRow): JobRow => ({
  id: row.id,
  user: { id: row.user_id, handle: row.handle, name: row.name },
  state: row.state,
  isStuck: row.is_stuck,
  tier: row.tier,
  model: row.model,
  prompt: row.prompt,
  ...(row.failure_code ? { failure: { code: row.failure_code, message: row.failure_message ?? "" } } : {}),
  attempts: row.submit_attempts,
  cost: unitsToCredits(row.cost_units),
  createdAt: row.created_at.toISOString(),
  ...(row.finished_at ? { finishedAt: row.finished_at.toISOString() } : {}),
});

/** Everybody's jobs, newest first. */
export async function listAllJobs(
  ctx: Ctx<AdminActor>,
  { show, reason, model, user, cursor, limit = DEFAULT_LIMIT }: QueryOf<typeof adminJobsEndpoint>,
): Promise<Page<JobRow>> {
  const conditions = new Conditions();
  if (show) conditions.add(() => SHOWN[show]);
  if (reason) conditions.add((code) => `g.state = 'failed' AND g.failure_code = ${code}`, reason);
  if (model) conditions.add((name) => `g.model = ${name}`, model);
  if (user && isId("user", user)) conditions.add((id) => `g.user_id = ${id}`, user);
  else if (user)
    conditions.add(
      (handle) => `g.user_id = (SELECT h.id FROM "user" h WHERE h.handle = ${handle})`,
      user.replace(/^@/, "").toLowerCase(),
    );
  if (cursor)
    conditions.add((at, id) => `(g.created_at, g.id) < (${at}::timestamptz, ${id})`, ...decodeInstantCursor(cursor));
  const { rows } = await ctx.pool.query<AnyJobRow>(
    `SELECT ${JOB_ROW_COLUMNS} FROM generation g JOIN "user" u ON u.id = g.user_id${conditions.where}
      ORDER BY g.created_at DESC, g.id DESC LIMIT ${conditions.place(limit + 1)}`,
    conditions.values,
  );
  return toPage(rows, limit, (row) => [row.created_key, row.id], toJobRow);
}
