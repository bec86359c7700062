import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { newMember } from "./team";

let studio: Studio;
let admin: Caller;
let second: Caller;
let who: Caller;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
});
afterAll(() => studio.close());
beforeEach(async () => {
  await studio.sql(`UPDATE "user" SET role = 'user'`);
  [admin, second, who] = await Promise.all([
    newMember(studio, "admin"),
    newMember(studio, "admin"),
    studio.newUser(10),
  ]);
});

const adjust = (
  by: Caller,
  to: Caller,
  credits: number,
  { key = randomUUID() as string, reason = "As agreed." } = {},
) => by.send("POST", `/api/admin/users/${to.userId}/adjustments`, { credits, reason }, { "Idempotency-Key": key });
const decide = (by: Caller, id: string, verb: "approve" | "refuse") =>
  by.send("POST", `/api/admin/adjustments/${id}/${verb}`, { reason: "Looked at it." });
const auditOf = (subject: string) =>
  studio.sql<{ action: string; details: Record<string, unknown> }>(
    "SELECT action, details FROM audit_entry WHERE subject = $1 ORDER BY seq",
    [subject],
  );

describe("credits by hand", () => {
  it("are booked once per key, and their person reads why", async () => {
    const key = randomUUID();
    const first = await adjust(admin, who, 2.5, { key, reason: "A picture came blank." });
    expect(first).toMatchObject({ status: 201, body: { state: "done", credits: 2.5 } });
    expect(await adjust(admin, who, 2.5, { key, reason: "A picture came blank." })).toMatchObject({
      status: 201,
      body: first.body,
    });
    expect(await who.balance()).toBe(12.5);
    expect((await who.ledger())[0]).toMatchObject({
      credits: 2.5,
      reason: "adjustment",
      description: "Correction by the studio. A picture came blank.",
    });
    expect(await auditOf(who.userId)).toHaveLength(1);
    await studio.booksHold();
  });

  it("move once when the same key comes many times at once", async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => adjust(admin, who, -3, { key })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await who.balance()).toBe(7);
    expect(await auditOf(who.userId)).toHaveLength(1);
  });

  it("know another request under the same key, also one about another person", async () => {
    const key = randomUUID();
    const other = await studio.newUser();
    await adjust(admin, who, 1, { key });
    for (const [to, credits] of [
      [who, 2],
      [other, 1],
    ] as const)
      expect(await adjust(admin, to, credits, { key })).toMatchObject({
        status: 409,
        body: { code: "idempotency_conflict" },
      });
    expect(await other.balance()).toBe(0);
  });

  it("need a key, a reason and an amount in whole units", async () => {
    const path = `/api/admin/users/${who.userId}/adjustments`;
    const keyless = await admin.send("POST", path, { credits: 1, reason: "As agreed." });
    expect(keyless).toMatchObject({ status: 422, body: { errors: [{ field: "Idempotency-Key" }] } });
    for (const credits of [0, 0.001, 1e9, "1"] as number[])
      expect(await adjust(admin, who, credits)).toMatchObject({
        status: 422,
        body: { errors: [{ field: "credits" }] },
      });
    expect((await adjust(admin, who, 1, { reason: " " })).status).toBe(422);
    expect((await adjust(admin, { userId: `usr_${"0".repeat(32)}` } as Caller, 1)).status).toBe(404);
    expect(await who.balance()).toBe(10);
  });

  it("never take more than there is, also at the same moment; the refusal is kept under its key", async () => {
    const key = randomUUID();
    expect(await adjust(admin, who, -11, { key })).toMatchObject({ status: 409, body: { code: "conflict" } });
    await studio.grant(who, 5);
    expect((await adjust(admin, who, -11, { key })).status).toBe(409);
    const statuses = (await Promise.all(Array.from({ length: 6 }, () => adjust(admin, who, -4)))).map(
      (one) => one.status,
    );
    expect(statuses.toSorted()).toEqual([201, 201, 201, 409, 409, 409]);
    expect(await who.balance()).toBe(3);
    await studio.booksHold();
  });
});

describe("a large adjustment", () => {
  const LARGE = 100.01;

  it("waits for another admin, who books it", async () => {
    const asked = await adjust(admin, who, LARGE);
    expect(asked).toMatchObject({ status: 202, body: { state: "waiting" } });
    expect(await who.balance()).toBe(10);
    const listed = async (by: Caller) => (await by.get("/api/admin/adjustments?state=waiting")).body.items;
    expect((await listed(admin)).find(({ id }: { id: string }) => id === asked.body.id).canDecide).toBe(false);
    expect((await listed(second)).find(({ id }: { id: string }) => id === asked.body.id).canDecide).toBe(true);
    for (const verb of ["approve", "refuse"] as const)
      expect((await decide(admin, asked.body.id, verb)).status).toBe(403);
    expect(await decide(second, asked.body.id, "approve")).toMatchObject({ status: 200, body: { state: "done" } });
    expect(await who.balance()).toBe(110.01);
    expect((await decide(second, asked.body.id, "approve")).status).toBe(409);
    await studio.booksHold();
  });

  it("is decided once, whoever decides at the same moment", async () => {
    const third = await newMember(studio, "admin");
    for (let round = 0; round < 5; round++) {
      const person = await studio.newUser();
      const { id } = (await adjust(admin, person, LARGE)).body;
      const answers = await Promise.all([
        decide(second, id, "approve"),
        decide(third, id, "approve"),
        decide(third, id, "refuse"),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
      const [row] = await studio.sql<{ state: string }>("SELECT state FROM credit_adjustment WHERE id = $1", [id]);
      expect(await person.balance()).toBe(row?.state === "done" ? LARGE : 0);
    }
    await studio.booksHold();
  });

  it("goes on waiting where the balance is too small by now", async () => {
    await studio.grant(who, 200);
    const { id } = (await adjust(admin, who, -205)).body;
    await adjust(admin, who, -50);
    expect((await decide(second, id, "approve")).status).toBe(409);
    expect(await who.balance()).toBe(160);
    expect((await decide(second, id, "refuse")).status).toBe(200);
  });

  it("is booked at once by the only admin, and the audit log says so", async () => {
    await studio.sql(`UPDATE "user" SET role = 'user' WHERE id = $1`, [second.userId]);
    expect(await adjust(admin, who, LARGE)).toMatchObject({ status: 201, body: { state: "done" } });
    expect((await auditOf(who.userId))[0]?.details).toMatchObject({ state: "done", secondAdmin: "there is none" });
    await studio.booksHold();
  });
});
