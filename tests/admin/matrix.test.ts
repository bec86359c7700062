import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStudio, type Studio } from "@/tests/generation/studio";
import { fingerprint } from "@/tests/support/fingerprint";
import { callTeam } from "./call";
import { ADMIN_ROWS } from "./rows/all";
import { type AdminRow, openTeam, type Team } from "./team";

let studio: Studio;
let team: Team;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000", PROVIDER_KEYS_SECRET: "m".repeat(40) });
  await studio.startWorker();
  team = await openTeam(studio);
});
afterAll(() => studio.close());

const prepared = async (row: AdminRow) => (await row.prepare?.(team)) ?? {};
const callerOf = (row: AdminRow) => (row.role === "admin" ? team.admin : team.moderator);
const auditOf = () =>
  studio.sql<{ seq: number; action: string; actor_id: string; xmin: string }>(
    "SELECT seq, action, actor_id, xmin FROM audit_entry ORDER BY seq",
  );

describe("every deed of the team", () => {
  const deeds = Object.entries(ADMIN_ROWS).filter(([operation]) => !operation.startsWith("GET "));

  for (const [operation, row] of deeds) {
    it(`${operation} is written down exactly once, by who did it`, async () => {
      const wanted = await prepared(row);
      const before = await auditOf();
      const response = await callTeam(studio.origin, callerOf(row), operation, wanted);
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
        const before = await fingerprint(studio.sql);
        const response = await callTeam(studio.origin, callerOf(row), operation, wanted);
        expect(response.status).toBe(500);
        expect(await fingerprint(studio.sql)).toEqual(before);
      } finally {
        await studio.sql("DROP TRIGGER no_ink ON audit_entry");
        await studio.sql("DROP FUNCTION refuse_audit");
        await studio.startWorker();
      }
    });
  }
});
