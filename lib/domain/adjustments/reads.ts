import { unitsToCredits } from "@/lib/core/credits";
import type { QueryOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import { Conditions } from "@/lib/db/conditions";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import type { AdjustmentView, adjustmentsEndpoint } from "./contract";
import { hasSecondAdmin } from "./second-admin";

type Row = {
  id: string;
  user_id: string;
  handle: string;
  name: string;
  units: number;
  reason: string;
  state: AdjustmentView["state"];
  requested_by_id: string;
  requested_by: string;
  decided_by: string | null;
  decided_at: Date | null;
  created_at: Date;
  created_key: string;
};

const COLUMNS = `SELECT a.id, a.account_id AS user_id, u.handle, u.name, a.units, a.reason, a.state, a.requested_by_id, r.handle AS requested_by,
    d.handle AS decided_by, a.decided_at, a.created_at, a.created_at::text AS created_key
  FROM credit_adjustment a JOIN "user" u ON u.id = a.account_id JOIN "user" r ON r.id = a.requested_by_id LEFT JOIN "user" d ON d.id = a.decided_by_id`;

const toView = (row: Row, mayDecide: (row: Row) => boolean): AdjustmentView => ({
  id: row.id,
  user: { id: row.user_id, handle: row.handle, name: row.name },
  credits: unitsToCredits(row.units),
  reason: row.reason,
  state: row.state,
  requestedBy: row.requested_by,
  ...(row.decided_by ? { decidedBy: row.decided_by } : {}),
  ...(row.decided_at ? { decidedAt: row.decided_at.toISOString() } : {}),
  createdAt: row.created_at.toISOString(),
  canDecide: row.state === "waiting" && mayDecide(row),
});

/** Adjustments, newest first. */
export async function listAdjustments(
  ctx: Ctx<AdminActor>,
  { state, cursor, limit = DEFAULT_LIMIT }: QueryOf<typeof adjustmentsEndpoint>,
): Promise<Page<AdjustmentView>> {
  const conditions = new Conditions();
  if (state === "waiting") conditions.add(() => "a.state = 'waiting'");
  else if (state) conditions.add((wanted) => `a.state = ${wanted}`, state);
  if (cursor)
    conditions.add((at, id) => `(a.created_at, a.id) < (${at}::timestamptz, ${id})`, ...decodeInstantCursor(cursor));
  const { userId } = ctx.actor;
  const [{ rows }, isAccompanied] = await Promise.all([
    ctx.pool.query<Row>(
      `${COLUMNS}${conditions.where} ORDER BY a.created_at DESC, a.id DESC LIMIT ${conditions.place(limit + 1)}`,
      conditions.values,
    ),
    hasSecondAdmin(ctx.db, userId),
  ]);
  const mayDecide = (row: Row) => row.requested_by_id !== userId || !isAccompanied;
  return toPage(
    rows,
    limit,
    (row) => [row.created_key, row.id],
    (row) => toView(row, mayDecide),
  );
}

/** One adjustment as the transaction that wrote it sees it, for the one who has just acted on it. */
export async function readAdjustment(tx: Tx, id: string): Promise<AdjustmentView> {
  const [row] = await tx.$queryRawUnsafe<Row[]>(`${COLUMNS} WHERE a.id = $1`, id);
  if (!row) throw notFound("This adjustment");
  return toView(row, () => false);
}
