/** Tables that change by themselves, or by the request as such. */
const PASSING = ["rate_limit", "session", "worker_heartbeat", "provider_circuit", "moderation_claim"];

type Sql = <Row extends object>(text: string) => Promise<Row[]>;

/** A fingerprint of each table, of everything that a deed may change. */
export async function fingerprint(sql: Sql): Promise<Record<string, string>> {
  const found = await sql<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
  const parts = found
    .map(({ name }) => name)
    .filter((name) => !PASSING.includes(name))
    .map(
      (name) =>
        `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS hash FROM "${name}" t`,
    );
  const rows = await sql<{ name: string; hash: string }>(parts.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}
