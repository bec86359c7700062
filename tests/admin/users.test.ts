import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "@/lib/db/ctx";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { newMember } from "./team";

let studio: Studio;
let admin: Caller;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());
beforeEach(async () => {
  await studio.sql(`UPDATE "user" SET role = 'user'`);
  admin = await newMember(studio, "admin");
});

const found = async (query: string) =>
  (await admin.get(`/api/admin/users?${query}`)).body.items.map(({ id }: { id: string }) => id);
const make = (by: Caller, who: Caller, role: Role) =>
  by.send("PATCH", `/api/admin/users/${who.userId}/role`, { role, reason: "As agreed." });
const adminsNow = async () => (await studio.sql(`SELECT id FROM "user" WHERE role = 'admin'`)).length;
const rename = (who: Caller, name: string) =>
  studio.sql(`UPDATE "user" SET name = $2 WHERE id = $1`, [who.userId, name]);

describe("finding people", () => {
  it("finds by handle, name, whole address and id, and nobody by a part of an address", async () => {
    const who = await studio.newUser();
    await rename(who, "ज़ोया Khan");
    const [{ handle, email } = { handle: "", email: "" }] = await studio.sql<{ handle: string; email: string }>(
      `SELECT handle, email FROM "user" WHERE id = $1`,
      [who.userId],
    );
    for (const q of [
      who.userId,
      handle,
      `@${handle}`,
      handle.slice(0, -1),
      "ज़ोया",
      "ज़ोया kh",
      email,
      email.toUpperCase(),
    ])
      expect([q, await found(`q=${encodeURIComponent(q)}`)]).toEqual([q, [who.userId]]);
    for (const q of ["example.in", email.slice(1), "%", "_", "khan"])
      expect([q, await found(`q=${encodeURIComponent(q)}`)]).toEqual([q, []]);
  });

  it("masks addresses, everywhere", async () => {
    const who = await studio.newUser();
    const [row] = await studio.sql<{ email: string }>(`SELECT email FROM "user" WHERE id = $1`, [who.userId]);
    const answers = await Promise.all([
      admin.get(`/api/admin/users?q=${who.userId}`),
      admin.get(`/api/admin/users/${who.userId}`),
    ]);
    for (const { body } of answers) {
      expect(JSON.stringify(body)).not.toContain(row!.email);
      expect(JSON.stringify(body)).toContain(`${row!.email[0]}•••@example.in`);
    }
  });

  it("filters by role and standing, and pages without a gap", async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => studio.newUser()));
    await studio.sql(`UPDATE "user" SET status = 'suspended' WHERE id = ANY($1)`, [people.map(({ userId }) => userId)]);
    expect(await found("role=admin")).toEqual([admin.userId]);
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body } = await admin.get(
        `/api/admin/users?status=suspended&limit=2&cursor=${cursor}`.replace(/&cursor=$/, ""),
      );
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    }
    expect(seen.toSorted()).toEqual(people.map(({ userId }) => userId).toSorted());
    expect(seen).toHaveLength(5);
    await studio.sql(`UPDATE "user" SET status = 'active'`);
  });

  it("says what somebody has and did, and has no page for nobody", async () => {
    const who = await studio.newUser(7);
    const { body } = await admin.get(`/api/admin/users/${who.userId}`);
    expect(body).toMatchObject({ balance: 7, owed: 0, openDisputes: 0, counts: { pictures: 0, orders: 0 } });
    const entries = (await admin.get(`/api/admin/users/${who.userId}/ledger`)).body.items;
    expect(entries).toMatchObject([{ credits: 7, reason: "adjustment" }]);
    for (const path of ["", "/ledger"])
      expect((await admin.get(`/api/admin/users/usr_${"0".repeat(32)}${path}`)).status).toBe(404);
  });
});

describe("roles", () => {
  it("counts at once, for sessions that are open already", async () => {
    const who = await studio.newUser();
    expect((await who.get("/api/admin/moderation")).status).toBe(403);
    expect((await make(admin, who, "moderator")).status).toBe(200);
    expect((await who.get("/api/admin/moderation")).status).toBe(200);
    expect((await make(admin, who, "user")).status).toBe(200);
    expect((await who.get("/api/admin/moderation")).status).toBe(403);
  });

  it("keeps the last admin, also from themselves", async () => {
    expect(await make(admin, admin, "user")).toMatchObject({ status: 409, body: { code: "conflict" } });
    const second = await studio.newUser();
    await make(admin, second, "admin");
    expect((await make(admin, admin, "moderator")).status).toBe(200);
    expect((await make(second, second, "user")).status).toBe(409);
    expect(await adminsNow()).toBe(1);
  });

  it("keeps one when two take each other's role at the same moment", async () => {
    for (let round = 0; round < 12; round++) {
      await studio.sql(`UPDATE "user" SET role = 'user'`);
      const [one, other] = await Promise.all([newMember(studio, "admin"), newMember(studio, "admin")]);
      const answers = await Promise.all([make(one, other, "user"), make(other, one, "user")]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await adminsNow()).toBe(1);
    }
  });

  it("is for people with a verified address who are not suspended", async () => {
    const unverified = await studio.newUser(0, { isVerified: false });
    expect((await make(admin, unverified, "moderator")).status).toBe(409);
    const suspended = await studio.newUser();
    await studio.sql(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [suspended.userId]);
    expect((await make(admin, suspended, "admin")).status).toBe(409);
    expect((await make(admin, { userId: "usr_nobody" } as Caller, "admin")).status).toBe(404);
    const { body } = await admin.send("PATCH", `/api/admin/users/${suspended.userId}/role`, { role: "user" });
    expect(body.errors[0].field).toBe("reason");
  });
});
