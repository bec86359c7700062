import { unitsToCredits } from "@/lib/core/credits";
import type { QueryOf } from "@/lib/core/endpoint";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import { Conditions } from "@/lib/db/conditions";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { GrantView, grantsEndpoint } from "./contract";

type Row = {
  id: string;
  user_id: string;
  handle: string;
  name: string;
  units: number;
  reason: GrantView["reason"];
  cause: GrantView["cause"];
  state: GrantView["state"];
  by_id: string | null;
  by_handle: string | null;
  by_name: string | null;
  resolved_by: string | null;
  resolved_at: Date | null;
  created_at: Date;
  created_key: string;
};

const toView = (row: Row): GrantView => ({
  id: row.id,
  user: { id: row.user_id, handle: row.handle, name: row.name },
  credits: unitsToCredits(row.units),
  reason: row.reason,
  cause: row.cause,
  ...(row.by_id ? { setOffBy: { id: row.by_id, handle: row.by_handle ?? "", name: row.by_name ?? "" } } : {}),
  state: row.state,
  ...(row.resolved_by ? { resolvedBy: row.resolved_by } : {}),
  ...(row.resolved_at ? { resolvedAt: row.resolved_at.toISOString() } : {}),
  createdAt: row.created_at.toISOString(),
});

/** Grants that wait or waited, newest first. */
export async function listGrants(
  ctx: Ctx<AdminActor>,
  { state, cursor, limit = DEFAULT_LIMIT }: QueryOf<typeof grantsEndpoint>,
): Promise<Page<GrantView>> {
  const conditions = new Conditions();
  if (state === "waiting") conditions.add(() => "w.state = 'waiting'");
  else if (state) conditions.add((wanted) => `w.state = ${wanted}`, state);
  if (cursor)
    conditions.add((at, id) => `(w.created_at, w.id) < (${at}::timestamptz, ${id})`, ...decodeInstantCursor(cursor));
  const { rows } = await ctx.pool.query<Row>(
    `SELECT w.id, w.account_id AS user_id, u.handle, u.name, w.units, w.reason, w.cause, w.state, w.resolved_at, w.created_at,
        w.created_at::text AS created_key, m.handle AS resolved_by, b.id AS by_id, b.handle AS by_handle, b.name AS by_name
      FROM pending_grant w JOIN "user" u ON u.id = w.account_id LEFT JOIN "user" m ON m.id = w.resolved_by_id
        LEFT JOIN generation g ON w.reason = 'reuse_reward' AND g.id = w.reference
        LEFT JOIN "user" b ON b.id = coalesce(g.user_id, CASE WHEN w.reason = 'referral' THEN w.reference END) AND b.id <> w.account_id
      ${conditions.where} ORDER BY w.created_at DESC, w.id DESC LIMIT ${conditions.place(limit + 1)}`,
    conditions.values,
  );
  return toPage(rows, limit, (row) => [row.created_key, row.id], toView);
}
