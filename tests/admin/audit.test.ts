import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { verifyAudit } from "@/lib/domain/audit/verify-audit";
import { openStudio, type Studio } from "@/tests/generation/studio";
import { newMember } from "./team";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const system = { actor: { kind: "system" }, requestId: "req_test" } as const;
const write = (subject: string, reason = "") =>
  inTransaction(studio.world, (tx) =>
    recordAudit(tx, system, { action: "test.write", subject, reason, details: { n: 1 } }),
  );
const broken = async () => (await verifyAudit(studio.world.pool)).breach;
/** As somebody with the database in their hands, past the triggers. */
const tamper = async (statement: string) => {
  const client = await studio.world.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(statement);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
};

beforeEach(async () => {
  await tamper("DELETE FROM audit_entry");
  await tamper("UPDATE audit_head SET count = 0, hash = ''");
  for (const subject of ["one", "two", "तीन", "four"]) await write(subject, "Because it was so.");
});

describe("the audit log", () => {
  it("holds as it was written, and prints its head", async () => {
    const report = await verifyAudit(studio.world.pool);
    expect(report).toMatchObject({ count: 4, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(report.breach).toBeUndefined();
  });

  it.each([
    "UPDATE audit_entry SET reason = 'x'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "DELETE FROM audit_head",
  ])("refuses %s", async (statement) => {
    await expect(studio.sql(statement)).rejects.toThrow(/is not allowed/);
  });

  it.each([
    ["UPDATE audit_entry SET reason = 'Another one.' WHERE seq = 2", 2, /altered/],
    ["UPDATE audit_entry SET actor_role = 'admin' WHERE seq = 3", 3, /altered/],
    [`UPDATE audit_entry SET details = '{"n":2}' WHERE seq = 1`, 1, /altered/],
    ["UPDATE audit_entry SET created_at = created_at + interval '1 millisecond' WHERE seq = 4", 4, /altered/],
    ["DELETE FROM audit_entry WHERE seq = 2", 2, /missing/],
    ["DELETE FROM audit_entry WHERE seq = 4", 4, /cut off/],
    ["DELETE FROM audit_entry", 1, /cut off/],
    ["UPDATE audit_head SET count = 3", 4, /head/],
  ])("finds %s, and names the entry", async (statement, seq, what) => {
    await tamper(statement);
    expect(await broken()).toEqual({ seq, what: expect.stringMatching(what) });
  });

  it("chains entries that are written at the same moment, without a gap", async () => {
    await Promise.all(Array.from({ length: 40 }, (_, place) => write(`at once ${place}`)));
    expect(await verifyAudit(studio.world.pool)).toMatchObject({ count: 44 });
    expect(await broken()).toBeUndefined();
  });

  it("leaves nothing of a deed that was rolled back, and goes on behind it", async () => {
    const failing = inTransaction(studio.world, async (tx) => {
      await recordAudit(tx, system, { action: "test.write", subject: "undone" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await write("five");
    expect(await verifyAudit(studio.world.pool)).toMatchObject({ count: 5 });
  });

  it("is searched and exported by admins", async () => {
    const admin = await newMember(studio, "admin");
    const found = (await admin.get("/api/admin/audit?action=test&subject=two")).body.items;
    expect(found.map(({ subject, action }: { subject: string; action: string }) => [subject, action])).toEqual([
      ["two", "test.write"],
    ]);
    const first = (await admin.get("/api/admin/audit?limit=3")).body;
    expect(first.items.map(({ seq }: { seq: number }) => seq)).toEqual([4, 3, 2]);
    const rest = (await admin.get(`/api/admin/audit?limit=3&cursor=${first.nextCursor}`)).body;
    expect(rest.items.map(({ seq }: { seq: number }) => seq)).toEqual([1]);
    const csv = (await admin.get("/api/admin/audit?format=csv")).body;
    expect(csv.trim().split("\r\n")).toHaveLength(5);
    expect(csv).toContain("तीन");
    expect((await admin.get("/api/admin/audit/check")).body).toMatchObject({ count: 4 });
  });
});
