import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { requestNightlyCheck } from "@/lib/domain/ledger-checks/check-ledger";
import type { CheckView } from "@/lib/domain/ledger-checks/contract";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { newMember } from "./team";

let studio: Studio;
let admin: Caller;
beforeAll(async () => {
  studio = await openStudio();
  admin = await newMember(studio, "admin");
});
afterAll(() => studio.close());
beforeEach(async () => {
  await studio.stopWorker();
  await studio.sql("DELETE FROM ledger_check");
});

const ask = () => admin.send("POST", "/api/admin/ledger/checks");
const checks = async (): Promise<CheckView[]> => (await admin.get("/api/admin/ledger")).body.items;
const ended = () =>
  eventually("the end of the check", async () => {
    const [latest] = await checks();
    return latest?.finishedAt && latest;
  });
/** As somebody with the database in their hands, past the triggers. */
const tamper = async (statement: string, values: unknown[]) => {
  const client = await studio.world.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(statement, values);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
};

describe("checking the books", () => {
  it("is done by the worker, one check at a time, whoever asks at once", async () => {
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409]);
    expect(await checks()).toMatchObject([{ state: "waiting" }]);
    await studio.startWorker();
    expect(await ended()).toMatchObject({ state: "holds", accounts: 1, entries: 0 });
    expect((await ask()).status).toBe(202);
    await ended();
  });

  it("names the account that does not hold, and the rule", async () => {
    const victim = await studio.newUser(5);
    const move = "UPDATE credit_account SET balance_units = balance_units + $2 WHERE user_id = $1";
    await tamper(move, [victim.userId, 1]);
    await ask();
    await studio.startWorker();
    expect(await ended()).toMatchObject({
      state: "breach",
      breach: { accountId: victim.userId, rule: "the balance is the sum of the entries" },
    });
    await tamper(move, [victim.userId, -1]);
  });

  it("says so when it could not be finished", async () => {
    await studio.sql("ALTER TABLE milestone RENAME TO milestone_gone");
    await ask();
    await studio.startWorker();
    expect(await ended()).toMatchObject({ state: "failed", failure: expect.stringContaining("milestone") });
    await studio.stopWorker();
    await studio.sql("ALTER TABLE milestone_gone RENAME TO milestone");
  });

  it("happens once a night, however many workers there are, where there are books of yesterday", async () => {
    const nightly = async () => {
      await Promise.all([1, 2, 3, 4].map(() => requestNightlyCheck(studio.world)));
      return (await checks()).length;
    };
    expect(await nightly()).toBe(0);
    await tamper("UPDATE ledger_entry SET created_at = now() - interval '25 hours'", []);
    expect(await nightly()).toBe(1);
    await studio.startWorker();
    expect(await ended()).toMatchObject({ state: "holds" });
    expect(await nightly()).toBe(1);
    await studio.sql("UPDATE ledger_check SET created_at = created_at - interval '24 hours'");
    expect(await nightly()).toBe(2);
  });
});
