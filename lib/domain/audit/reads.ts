import { csvLine } from "@/lib/core/csv";
import type { QueryOf } from "@/lib/core/endpoint";
import { DEFAULT_LIMIT, decodeNumberCursor, type Page, toPage } from "@/lib/core/page";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { AuditEntryView, auditEndpoint } from "./contract";

type Row = {
  seq: number;
  actor: string | null;
  actor_role: AuditEntryView["actorRole"];
  action: string;
  subject: string;
  reason: string;
  details: Record<string, unknown>;
  request_id: string;
  created_at: Date;
  hash: string;
};
type Filters = Omit<QueryOf<typeof auditEndpoint>, "format">;

const EXPORT_BATCH = 100;

const toView = (row: Row): AuditEntryView => ({
  seq: row.seq,
  ...(row.actor ? { actor: row.actor } : {}),
  actorRole: row.actor_role,
  action: row.action,
  subject: row.subject,
  reason: row.reason,
  details: row.details,
  requestId: row.request_id,
  createdAt: row.created_at.toISOString(),
  hash: row.hash,
});

/** The audit log, newest first. Days are Indian calendar days. */
export async function listAudit(ctx: Ctx<AdminActor>, query: Filters): Promise<Page<AuditEntryView>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const { actor, action, subject, from, to, cursor } = query;
  const { rows } = await ctx.pool.query<Row>(
    `SELECT a.seq, u.handle AS actor, a.actor_role, a.action, a.subject, a.reason, a.details, a.request_id, a.created_at, a.hash
      FROM audit_entry a LEFT JOIN "user" u ON u.id = a.actor_id
      WHERE ($1::bigint IS NULL OR a.seq < $1) AND ($2::text IS NULL OR u.handle = $2)
        AND ($3::text IS NULL OR a.action = $3 OR split_part(a.action, '.', 1) = $3) AND ($4::text IS NULL OR a.subject = $4)
        AND ($5::date IS NULL OR a.created_at >= $5::date::timestamp AT TIME ZONE 'Asia/Kolkata')
        AND ($6::date IS NULL OR a.created_at < ($6::date + 1)::timestamp AT TIME ZONE 'Asia/Kolkata')
      ORDER BY a.seq DESC LIMIT $7`,
    [cursor ? decodeNumberCursor(cursor) : null, actor, action, subject, from, to, limit + 1].map(
      (value) => value ?? null,
    ),
  );
  return toPage(rows, limit, (row) => [row.seq], toView);
}

/** All that `listAudit` finds as CSV, read in pages so that memory stays flat. */
export async function* exportAudit(ctx: Ctx<AdminActor>, filters: Filters): AsyncGenerator<string> {
  yield csvLine(["number", "time", "who", "role", "action", "subject", "reason", "details", "request", "hash"]);
  let cursor: string | null = null;
  do {
    const page: Page<AuditEntryView> = await listAudit(ctx, {
      ...filters,
      limit: EXPORT_BATCH,
      ...(cursor ? { cursor } : {}),
    });
    for (const one of page.items)
      yield csvLine([
        ...[one.seq, one.createdAt, one.actor ?? "", one.actorRole, one.action, one.subject, one.reason],
        ...[JSON.stringify(one.details), one.requestId, one.hash],
      ]);
    cursor = page.nextCursor;
  } while (cursor);
}
