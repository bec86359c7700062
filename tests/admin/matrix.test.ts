import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STATUS } from "@/lib/core/errors";
import { ENDPOINTS } from "@/lib/domain/docs/endpoints";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { dispatch, routeFiles } from "@/tests/support/routes";
import { ANALYTICS_ROWS } from "./rows/analytics";
import { AUDIT_ROWS } from "./rows/audit";
import { CATALOGUE_ROWS } from "./rows/catalogue";
import { JOB_ROWS } from "./rows/jobs";
import { LEDGER_ROWS } from "./rows/ledger";
import { PAYMENT_ROWS } from "./rows/payments";
import { PROVIDER_ROWS } from "./rows/providers";
import { REVIEW_ROWS } from "./rows/review";
import { SETTINGS_ROWS } from "./rows/settings";
import { USER_ROWS } from "./rows/users";
import { type AdminRow, type AdminRows, openTeam, type Prepared, type Team } from "./team";

/** Every operation below /api/admin; one without a row fails the first test. */
const ROWS: AdminRows = {
  ...ANALYTICS_ROWS,
  ...AUDIT_ROWS,
  ...REVIEW_ROWS,
  ...PROVIDER_ROWS,
  ...CATALOGUE_ROWS,
  ...SETTINGS_ROWS,
  ...USER_ROWS,
  ...JOB_ROWS,
  ...PAYMENT_ROWS,
  ...LEDGER_ROWS,
};

/** Tables that change by themselves, or by the request as such. */
const PASSING = ["rate_limit", "session", "worker_heartbeat", "provider_circuit", "moderation_claim"];

let studio: Studio;
let team: Team;
let tables: string[];
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000", PROVIDER_KEYS_SECRET: "m".repeat(40) });
  await studio.startWorker();
  team = await openTeam(studio);
  const found = await studio.sql<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  tables = found.map(({ name }) => name).filter((name) => !PASSING.includes(name));
});
afterAll(() => studio.close());

const admin = ENDPOINTS.filter(({ path }) => path.startsWith("/api/admin"));
const operations = admin.map(({ method, path }) => `${method} ${path}`);

async function send(caller: Caller | undefined, operation: string, { params = {}, query, body, file }: Prepared) {
  const [method = "GET", path = ""] = operation.split(" ");
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? "unknown"));
  const address = query ? `${filled}?${new URLSearchParams(query)}` : filled;
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  if (file) {
    const sent = { ...headers, ...(caller ? { Authorization: `Bearer ${caller.token}` } : {}) };
    return dispatch(
      new Request(new URL(address, studio.origin), { method, headers: sent, body: new Uint8Array(file) }),
    );
  }
  if (caller) return caller.fetch(method, address, body, headers);
  return dispatch(
    new Request(new URL(address, studio.origin), {
      method,
      headers: { ...headers, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

const prepared = async (row: AdminRow) => (await row.prepare?.(team)) ?? {};
const callerOf = (row: AdminRow) => (row.role === "admin" ? team.admin : team.moderator);
const auditOf = () =>
  studio.sql<{ seq: number; action: string; actor_id: string; xmin: string }>(
    "SELECT seq, action, actor_id, xmin FROM audit_entry ORDER BY seq",
  );

/** A fingerprint of each table, of everything that a deed may change. */
async function fingerprint(): Promise<Record<string, string>> {
  const parts = tables.map(
    (name) =>
      `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS hash FROM "${name}" t`,
  );
  const rows = await studio.sql<{ name: string; hash: string }>(parts.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

describe("every operation of the team, as everybody", () => {
  it("has a row here, and a route file that serves it", () => {
    expect(operations.filter((operation) => !ROWS[operation])).toEqual([]);
    expect(Object.keys(ROWS).filter((operation) => !operations.includes(operation))).toEqual([]);
    const described = new Set<string>(admin.map(({ path }) => path));
    const served = routeFiles().map(({ pattern }) => pattern.replaceAll("[", "{").replaceAll("]", "}"));
    expect(served.filter((path) => path.startsWith("/api/admin") && !described.has(path))).toEqual([]);
  });

  for (const [operation, row] of Object.entries(ROWS)) {
    it(`${operation} is for ${row.role}s`, async () => {
      const callers = [
        [undefined, 401],
        [team.user, 403],
        [team.moderator, row.role === "admin" ? 403 : undefined],
      ] as const;
      for (const [caller, expected] of callers) {
        if (expected === undefined) continue;
        const response = await send(caller, operation, await prepared(row));
        expect(response.status, `${caller?.userId ?? "nobody"}`).toBe(expected);
        const problem = await response.json();
        expect(STATUS[problem.code as keyof typeof STATUS]).toBe(expected);
      }
      const response = await send(callerOf(row), operation, await prepared(row));
      expect(response.status, response.status === row.status ? "" : await response.clone().text()).toBe(row.status);
      await response.body?.cancel();
    });
  }
});

describe("every deed of the team", () => {
  const deeds = Object.entries(ROWS).filter(([operation]) => !operation.startsWith("GET "));

  for (const [operation, row] of deeds) {
    it(`${operation} is written down exactly once, by who did it`, async () => {
      const wanted = await prepared(row);
      const before = await auditOf();
      const response = await send(callerOf(row), operation, wanted);
      expect(response.status, await response.clone().text()).toBe(row.status);
      const added = (await auditOf()).slice(before.length);
      const expected = row.action === null ? [] : [[row.action, callerOf(row).userId]];
      expect(added.map(({ action, actor_id }) => [action, actor_id])).toEqual(expected);
    });

    if (row.action === null) continue;
    it(`${operation} changes nothing where it can't be written down`, async () => {
      const wanted = await prepared(row);
      // What earlier deeds set off has come to rest.
      await studio.stopWorker();
      await studio.sql(
        `CREATE FUNCTION refuse_audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no ink''; END'`,
      );
      await studio.sql(
        "CREATE TRIGGER no_ink BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_audit()",
      );
      try {
        const before = await fingerprint();
        const response = await send(callerOf(row), operation, wanted);
        expect(response.status).toBe(500);
        expect(await fingerprint()).toEqual(before);
      } finally {
        await studio.sql("DROP TRIGGER no_ink ON audit_entry");
        await studio.sql("DROP FUNCTION refuse_audit");
        await studio.startWorker();
      }
    });
  }
});
