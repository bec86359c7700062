import type { QueryOf } from "@/lib/core/endpoint";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import { Conditions } from "@/lib/db/conditions";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { CheckView, ledgerChecksEndpoint } from "./contract";

type Row = {
  id: string;
  requested_by: string | null;
  started_at: Date | null;
  finished_at: Date | null;
  accounts: number | null;
  entries: number | null;
  breach: NonNullable<CheckView["breach"]> | null;
  failure: string | null;
  created_at: Date;
  created_key: string;
};

function stateOf({ started_at, finished_at, breach, failure }: Row): CheckView["state"] {
  if (!finished_at) return started_at ? "running" : "waiting";
  if (failure !== null) return "failed";
  return breach ? "breach" : "holds";
}

const toView = (row: Row): CheckView => ({
  id: row.id,
  state: stateOf(row),
  ...(row.requested_by ? { requestedBy: row.requested_by } : {}),
  createdAt: row.created_at.toISOString(),
  ...(row.finished_at ? { finishedAt: row.finished_at.toISOString() } : {}),
  ...(row.accounts === null ? {} : { accounts: row.accounts }),
  ...(row.entries === null ? {} : { entries: row.entries }),
  ...(row.breach ? { breach: row.breach } : {}),
  ...(row.failure === null ? {} : { failure: row.failure }),
});

/** Checks of the books, newest first. */
export async function listChecks(
  ctx: Ctx<AdminActor>,
  { cursor, limit = DEFAULT_LIMIT }: QueryOf<typeof ledgerChecksEndpoint>,
): Promise<Page<CheckView>> {
  const conditions = new Conditions();
  if (cursor)
    conditions.add((at, id) => `(c.created_at, c.id) < (${at}::timestamptz, ${id})`, ...decodeInstantCursor(cursor));
  const { rows } = await ctx.pool.query<Row>(
    `SELECT c.id, u.handle AS requested_by, c.started_at, c.finished_at, c.accounts, c.entries, c.breach, c.failure, c.created_at,
        c.created_at::text AS created_key
      FROM ledger_check c LEFT JOIN "user" u ON u.id = c.requested_by_id${conditions.where}
      ORDER BY c.created_at DESC, c.id DESC LIMIT ${conditions.place(limit + 1)}`,
    conditions.values,
  );
  return toPage(rows, limit, (row) => [row.created_key, row.id], toView);
}
