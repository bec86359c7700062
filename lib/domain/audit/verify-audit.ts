import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { allowLongStatements } from "@/lib/db/watched-client";

export type AuditReport = {
  /** What the head says: keep both elsewhere, and a chain that was written anew as a whole shows, too. */
  count: number;
  hash: string;
  breach?: { seq: number; what: string };
};

type Link = { seq: number; hash: string; text: string };

const BATCH = 1_000;
/** What is hashed, spelled out: the database's own function could have been changed together with the rows. */
const TEXT = `jsonb_build_array(seq, (extract(epoch FROM created_at) * 1000)::bigint, actor_id, actor_role, action, subject, reason, details, request_id)::text`;

const linkOf = (before: string, text: string) => createHash("sha256").update(`${before}${text}`, "utf8").digest("hex");

async function walk(client: PoolClient, head: { count: number; hash: string }): Promise<AuditReport> {
  await client.query(
    `DECLARE links NO SCROLL CURSOR FOR SELECT seq, hash, ${TEXT} AS text FROM audit_entry ORDER BY seq`,
  );
  let seq = 0;
  let before = "";
  for (;;) {
    const { rows } = await client.query<Link>(`FETCH ${BATCH} FROM links`);
    for (const row of rows) {
      seq++;
      if (row.seq !== seq) return { ...head, breach: { seq, what: `entry ${seq} is missing` } };
      if (row.hash !== linkOf(before, row.text)) return { ...head, breach: { seq, what: `entry ${seq} was altered` } };
      before = row.hash;
    }
    if (rows.length < BATCH) break;
  }
  if (seq < head.count) return { ...head, breach: { seq: seq + 1, what: `entry ${seq + 1} was cut off` } };
  if (seq > head.count || before !== head.hash)
    return { ...head, breach: { seq, what: "the head does not name the last entry" } };
  return head;
}

/** Recomputes the whole chain in one consistent snapshot, streaming; names the first entry that was altered, is missing or was cut off. */
export async function verifyAudit(pool: Pool): Promise<AuditReport> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await allowLongStatements(client);
    const { rows } = await client.query<{ count: number; hash: string }>("SELECT count, hash FROM audit_head");
    return await walk(client, rows[0] ?? { count: 0, hash: "" });
  } finally {
    await client.query("ROLLBACK").catch(() => {});
    client.release();
  }
}
