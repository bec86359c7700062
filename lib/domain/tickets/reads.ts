import type { QueryOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, ModeratorActor, World } from "@/lib/db/ctx";
import type { AdminTicketView, TicketKind, TicketView, ticketsEndpoint } from "./contract";

type Row = {
  id: string;
  number: number;
  name: string;
  email: string;
  kind: TicketKind;
  reference: string;
  body: string;
  state: TicketView["state"];
  answer: string;
  answered_by: string | null;
  due_at: Date;
  acknowledged_at: Date | null;
  answered_at: Date | null;
  created_at: Date;
  key: string;
};

const COLUMNS = `t.*, u.handle AS answered_by, coalesce(t.answered_at, t.due_at)::text AS key
  FROM grievance_ticket t LEFT JOIN "user" u ON u.id = t.answered_by_id`;

export function toTicketView(row: Row): TicketView {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    reference: row.reference,
    body: row.body,
    state: row.state,
    ...(row.answer ? { answer: row.answer } : {}),
    createdAt: row.created_at.toISOString(),
    ...(row.acknowledged_at ? { acknowledgedAt: row.acknowledged_at.toISOString() } : {}),
    dueAt: row.due_at.toISOString(),
    ...(row.answered_at ? { answeredAt: row.answered_at.toISOString() } : {}),
  };
}

const toAdminView = (row: Row): AdminTicketView => ({
  ...toTicketView(row),
  name: row.name,
  email: row.email,
  ...(row.answered_by ? { answeredBy: row.answered_by } : {}),
});

async function findTicket({ pool }: Pick<World, "pool">, id: string): Promise<Row> {
  const { rows } = isId("ticket", id) ? await pool.query<Row>(`SELECT ${COLUMNS} WHERE t.id = $1`, [id]) : { rows: [] };
  if (!rows[0]) throw notFound("This complaint");
  return rows[0];
}

/** A complaint for whoever has its address; throws `not_found`. */
export const readTicket = async (on: Pick<World, "pool">, id: string): Promise<TicketView> =>
  toTicketView(await findTicket(on, id));

/** The same for who answers it. */
export const readTicketOfTeam = async (ctx: Ctx<ModeratorActor>, id: string): Promise<AdminTicketView> =>
  toAdminView(await findTicket(ctx, id));

/** Complaints that are open, by their clock, or answered ones, newest first. */
export async function listTickets(
  ctx: Ctx<ModeratorActor>,
  query: QueryOf<typeof ticketsEndpoint>,
): Promise<Page<AdminTicketView>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const state = query.state ?? "open";
  const [at, id] = query.cursor ? decodeInstantCursor(query.cursor) : [null, null];
  const [column, sign, order] = state === "open" ? ["t.due_at", ">", "ASC"] : ["t.answered_at", "<", "DESC"];
  const { rows } = await ctx.pool.query<Row>(
    `SELECT ${COLUMNS} WHERE t.state = $1 AND ($2::timestamptz IS NULL OR (${column}, t.id) ${sign} ($2::timestamptz, $3))
      ORDER BY ${column} ${order}, t.id ${order} LIMIT $4`,
    [state, at, id, limit + 1],
  );
  return toPage(rows, limit, (row) => [row.key, row.id], toAdminView);
}

/** How many wait. */
export async function countTickets({ pool }: Pick<World, "pool">): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM grievance_ticket WHERE state = 'open'",
  );
  return rows[0]?.count ?? 0;
}
