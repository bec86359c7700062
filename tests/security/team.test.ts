import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STATUS } from "@/lib/core/errors";
import { ENDPOINTS } from "@/lib/domain/docs/endpoints";
import { callTeam } from "@/tests/admin/call";
import { ADMIN_ROWS } from "@/tests/admin/rows/all";
import { type AdminRow, newMember, openTeam, type Team } from "@/tests/admin/team";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { gaps, operationsOf, walk } from "./tree";

let studio: Studio;
let team: Team;
/** Had every right a moment ago. */
let suspendedAdmin: Caller;
/** Has the role, but nobody knows whose mailbox that is. */
let unverifiedAdmin: Caller;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000", PROVIDER_KEYS_SECRET: "m".repeat(40) });
  await studio.startWorker();
  team = await openTeam(studio);
  [suspendedAdmin, unverifiedAdmin] = await Promise.all([newMember(studio, "admin"), newMember(studio, "admin")]);
  await studio.sql(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [suspendedAdmin.userId]);
  await studio.sql(`UPDATE "user" SET email_verified_at = NULL WHERE id = $1`, [unverifiedAdmin.userId]);
});
afterAll(() => studio.close());

const prepared = async (row: AdminRow) => (await row.prepare?.(team)) ?? {};
const callerOf = (row: AdminRow) => (row.role === "admin" ? team.admin : team.moderator);
const isTeams = (path: string) => path.startsWith("/api/admin");

/** Everybody whom this row refuses, and how. */
const refusals = (row: AdminRow) =>
  [
    ["nobody", undefined, 401],
    ["a user", team.user, 403],
    ["a suspended admin", suspendedAdmin, 401],
    ["an admin without a verified address", unverifiedAdmin, 403],
    ...(row.role === "admin" ? ([["a moderator", team.moderator, 403]] as const) : []),
  ] as const;

describe("every operation of the team, as everybody", () => {
  it("has a row, and a contract and a route file that serve it", async () => {
    const served = await operationsOf(walk().routes.filter(({ pattern }) => isTeams(pattern)));
    expect(gaps(served, Object.keys(ADMIN_ROWS))).toEqual({ withoutRow: [], withoutRoute: [] });
    const described = ENDPOINTS.filter(({ path }) => isTeams(path)).map(({ method, path }) => `${method} ${path}`);
    expect(gaps(served, described)).toEqual({ withoutRow: [], withoutRoute: [] });
  });

  for (const [operation, row] of Object.entries(ADMIN_ROWS)) {
    it(`${operation} is for ${row.role}s`, async () => {
      for (const [who, caller, expected] of refusals(row)) {
        const response = await callTeam(studio.origin, caller, operation, await prepared(row));
        expect(response.status, who).toBe(expected);
        const problem = await response.json();
        expect(STATUS[problem.code as keyof typeof STATUS]).toBe(expected);
      }
      const response = await callTeam(studio.origin, callerOf(row), operation, await prepared(row));
      expect(response.status, response.status === row.status ? "" : await response.clone().text()).toBe(row.status);
      await response.body?.cancel();
    });
  }
});
