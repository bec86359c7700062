import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { grantPromotion } from "@/lib/domain/ledger/grant-promotion";
import { grantWelcome } from "@/lib/domain/ledger/grant-welcome";
import { type NewEntry, postEntry } from "@/lib/domain/ledger/post-entry";
import { verifyLedger } from "@/lib/domain/ledger/verify-ledger";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";

let studio: Studio;
let user: Caller;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());
beforeEach(async () => {
  user = await studio.newUser(5);
});

const entry = (over: Partial<NewEntry> = {}): NewEntry => ({
  accountId: user.userId,
  units: 100,
  reason: "adjustment",
  reference: "test",
  key: `adjustment:${randomUUID()}`,
  ...over,
});
const post = (over?: Partial<NewEntry>) => inTransaction(studio.world, (tx) => postEntry(tx, entry(over)));
const countEntries = async () =>
  (await studio.sql("SELECT id FROM ledger_entry WHERE account_id = $1", [user.userId])).length;

describe("the database itself", () => {
  it.each([
    "UPDATE ledger_entry SET units = units + 1",
    "DELETE FROM ledger_entry",
    "TRUNCATE ledger_entry",
    "TRUNCATE ledger_entry CASCADE",
    "DELETE FROM credit_account",
    "TRUNCATE credit_account CASCADE",
  ])("refuses %s", async (statement) => {
    await expect(studio.sql(statement)).rejects.toThrow(/is not allowed/);
    expect(await countEntries()).toBe(1);
  });

  it("refuses a balance that is not the sum of the entries, at commit", async () => {
    await expect(
      studio.sql("UPDATE credit_account SET balance_units = balance_units + 100 WHERE user_id = $1", [user.userId]),
    ).rejects.toThrow(/not the sum of its entries/);
    await expect(
      studio.sql(
        `INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units)
          VALUES ('x', $1, 100, 'adjustment', 'r', 'k', 600)`,
        [user.userId],
      ),
    ).rejects.toThrow(/not the sum of its entries/);
    expect(await user.balance()).toBe(5);
  });

  it("refuses an entry that does not continue the running balance", async () => {
    await expect(
      studio.sql(
        `INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units)
          VALUES ('x', $1, 100, 'adjustment', 'r', 'k', 700)`,
        [user.userId],
      ),
    ).rejects.toThrow(/breaks the running balance/);
  });
});

describe("postEntry", () => {
  it.each<[string, Partial<NewEntry>]>([
    ["nothing", { units: 0 }],
    ["more than there is", { units: -501 }],
    ["a debit that gives", { units: 100, reason: "generation" }],
    ["a refund that takes", { units: -100, reason: "generation_refund" }],
    ["a reason nobody knows", { reason: "gift" as never }],
    ["an account that does not exist", { accountId: "usr_nobody" }],
  ])("refuses %s and moves nothing", async (_, over) => {
    await expect(post(over)).rejects.toThrow();
    expect([await user.balance(), await countEntries()]).toEqual([5, 1]);
  });

  it("books one key once, whoever is quicker", async () => {
    const key = `referral:${randomUUID()}`;
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => post({ key, reason: "welcome" })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await user.balance()).toBe(6);
  });

  it("keeps every movement of twenty at once, and the chain", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => post({ units: i % 2 ? 150 : -50 })));
    expect(await user.balance()).toBe(15);
    await studio.booksHold();
  });

  it("vanishes with the transaction it stands in", async () => {
    const failing = inTransaction(studio.world, async (tx) => {
      await postEntry(tx, entry());
      throw new Error("later step failed");
    });
    await expect(failing).rejects.toThrow("later step failed");
    expect([await user.balance(), await countEntries()]).toEqual([5, 1]);
  });
});

describe("promotions", () => {
  it("hold the day's budget under any concurrency; what is above it waits for review", async () => {
    await studio.sql("DELETE FROM promotion_day");
    await studio.sql("INSERT INTO settings (effective_at, daily_promotion_units) VALUES (clock_timestamp(), 1000)");
    const users = await Promise.all(Array.from({ length: 12 }, () => studio.newUser()));
    await Promise.all(users.map(({ userId }) => inTransaction(studio.world, (tx) => grantWelcome(tx, { id: userId }))));
    const balances = await Promise.all(users.map((one) => one.balance()));
    expect(balances.filter((balance) => balance === 3)).toHaveLength(3);
    expect(balances.filter((balance) => balance === 0)).toHaveLength(9);
    const pending = await studio.sql<{ units: number; reason: string }>("SELECT units, reason FROM pending_grant");
    expect(pending).toEqual(Array.from({ length: 9 }, () => ({ units: 300, reason: "welcome" })));
    expect(await studio.sql("SELECT granted_units AS units FROM promotion_day")).toEqual([{ units: 900 }]);
    await studio.sql("INSERT INTO settings (effective_at) VALUES (clock_timestamp())");
  });

  it("give the welcome once for ever", async () => {
    const welcome = () => inTransaction(studio.world, (tx) => grantWelcome(tx, { id: user.userId }));
    await welcome();
    await expect(welcome()).rejects.toThrow();
    expect(await user.balance()).toBe(8);
  });

  it("count by the Indian day", async () => {
    await studio.sql("DELETE FROM promotion_day");
    await inTransaction(studio.world, (tx) => grantPromotion(tx, entry({ reason: "welcome" })));
    const [row] = await studio.sql<{ same: boolean }>(
      "SELECT day = (now() AT TIME ZONE 'Asia/Kolkata')::date AS same FROM promotion_day",
    );
    expect(row?.same).toBe(true);
  });
});

/** Tampers as only somebody with the database's own rights can, looks, and takes it back. */
async function breachAfter(...statements: string[]) {
  const client = await studio.world.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    for (const statement of statements) await client.query(statement.replaceAll("$user", `'${user.userId}'`));
    const inside = { connect: async () => ({ ...wrap(client), release: () => {} }) };
    return (await verifyLedger(inside as never)).breach;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

/** The verifier's own transaction statements would end the tampering one. */
const wrap = (client: { query: (text: string) => Promise<unknown> }) => ({
  query: (text: string) => (/^(BEGIN|ROLLBACK|SET)/.test(text) ? Promise.resolve({ rows: [] }) : client.query(text)),
});

describe("verifyLedger", () => {
  const job = (state: string, id: string) =>
    `INSERT INTO generation (id, user_id, state, tier, aspect_ratio, width, height, prompt, final_prompt, seed, cost_units, model, finished_at, failure_code, failure_message)
      VALUES ('${id}', $user, '${state}', 'standard', '1:1', 8, 8, 'p', 'p', 1, 100, 'm', now(), 'c', 'm')`;
  const line = (id: string, units: number, reason: string, reference: string, after: number) =>
    `INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units)
      VALUES ('${id}', $user, ${units}, '${reason}', '${reference}', '${reason}:${reference}${id.endsWith("b") ? "b" : ""}', ${after})`;
  const balance = (units: number) => `UPDATE credit_account SET balance_units = ${units} WHERE user_id = $user`;
  const order = (state: string, returnedUnits: number) =>
    `INSERT INTO credit_order (id, user_id, package_id, units, amount_paise, state, provider_mode, idempotency_key, request_hash, payment_id, credited_at, returned_units)
      VALUES ('o1', $user, 'p', 5000, 20000, '${state}', 'test', 'k', 'h', ${state === "paid" ? "'pay_1', now()" : "NULL, NULL"}, ${returnedUnits})`;
  const reward = `INSERT INTO reuse_reward (post_id, remixer_id, author_id, generation_id, units, state, day)
    VALUES ('p1', 'usr_other', $user, 'g1', 50, 'granted', '2026-11-23')`;
  const referral = (state: string, paidAt: string, units: number) =>
    `INSERT INTO referral (referee_id, referrer_id, verified_at, reward_state, reward_due_at, reward_units, paid_at)
      VALUES ('usr_other', $user, now(), '${state}', now(), ${units}, ${paidAt})`;
  const paidReferral = `INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units)
    VALUES ('e1', $user, 1000, 'referral', 'usr_other', 'referral:usr_other:referrer', 1500)`;
  const debit = line("e1", -100, "generation", "g1", 400);

  it.each<[string, string[]]>([
    ["the balance is the sum of the entries", [balance(600)]],
    ["running balances chain", ["UPDATE ledger_entry SET units = units + 1 WHERE account_id = $user", balance(501)]],
    ["every generation debit has its job, at the same price", [debit, balance(400)]],
    ["every job has exactly one debit", [job("succeeded", "g1")]],
    ["every failed or cancelled job has exactly one refund of its price", [job("failed", "g1"), debit, balance(400)]],
    [
      "every failed or cancelled job has exactly one refund of its price",
      [
        job("cancelled", "g1"),
        debit,
        line("e2", 100, "generation_refund", "g1", 500),
        line("e3b", 100, "generation_refund", "g1", 600),
        balance(600),
      ],
    ],
    [
      "no job that succeeded or still runs has a refund",
      [
        job("succeeded", "g1"),
        debit,
        line("e2", 100, "generation_refund", "g1", 500),
        `INSERT INTO image (id, user_id, generation_id, tier, width, height, bytes, format, sha256, placeholder, search_text)
          VALUES ('i', $user, 'g1', 'standard', 8, 8, 8, 'png', 's', 'p', 'p')`,
      ],
    ],
    [
      "every job that succeeded has its picture or remembers that it was deleted, no other job either",
      [job("succeeded", "g1"), debit, balance(400)],
    ],
    ["every paid order has exactly one purchase of its credits", [order("paid", 0)]],
    [
      "every purchase has its paid order",
      [order("created", 0), line("e1", 5000, "purchase", "o1", 5500), balance(5500)],
    ],
    ["what an order gave back was taken, repaid or is still owed", [order("created", 100)]],
    ["every refund of a purchase has its order", [line("e1", -100, "purchase_refund", "o1", 400), balance(400)]],
    ["every reward for reuse has exactly one entry, or waits for review", [reward]],
    ["every entry for reuse has its remix", [line("e1", 50, "reuse_reward", "g1", 550), balance(550)]],
    [
      "what a post has brought its author is counted",
      [
        `INSERT INTO post (id, user_id, generation_id, title, category_id, tags, visibility, status, tier, width, height, placeholder, deleted_at)
          VALUES ('p1', $user, 'g', 't', 'c', '{}', 'public', 'live', 'standard', 8, 8, '', now())`,
        "INSERT INTO post_reward_total (post_id, units) VALUES ('p1', 50)",
      ],
    ],
    [
      "what an author has earned a day by reuse is counted",
      ["INSERT INTO author_reward_day (author_id, day, units) VALUES ($user, '2026-11-23', 50)"],
    ],
    [
      "every milestone has its entry or waits for review, and no entry is without one",
      ["INSERT INTO milestone (user_id, key, units) VALUES ($user, 'first_post', 200)"],
    ],
    [
      "every milestone has its entry or waits for review, and no entry is without one",
      [line("e1", 200, "milestone", "first_post", 700), balance(700)],
    ],
    ["every invitation that was paid has its entry, and none is paid that waits", [referral("paid", "now()", 1000)]],
    [
      "every invitation that was paid has its entry, and none is paid that waits",
      [referral("booked", "NULL", 1000), paidReferral, balance(1500)],
    ],
    [
      "every entry for an invitation has its referral, and every ten their bonus",
      [line("e1", 1000, "referral", "usr_other", 1500), balance(1500)],
    ],
    [
      "every entry for an invitation has its referral, and every ten their bonus",
      ["INSERT INTO milestone (user_id, key, units) VALUES ($user, 'referrals_10', 5000)"],
    ],
    ["an account's open disputes are counted", ["UPDATE credit_account SET open_disputes = 1 WHERE user_id = $user"]],
  ])("names the account that breaks: %s", async (rule, statements) => {
    expect((await verifyLedger(studio.world.pool)).breach).toBeUndefined();
    expect(await breachAfter(...statements)).toMatchObject({ accountId: user.userId, rule });
  });
});

describe("the history", () => {
  it("pages through every entry once, and filters by reason", async () => {
    for (let i = 0; i < 5; i++) await post({ units: 100 + i, reason: i % 2 ? "welcome" : "adjustment" });
    const seen: number[] = [];
    for (let cursor = ""; ; ) {
      const { items, nextCursor } = (await user.get(`/api/studio/credits/ledger?limit=2${cursor}`)).body;
      seen.push(...items.map(({ credits }: { credits: number }) => credits));
      if (nextCursor === null) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(seen).toEqual([1.04, 1.03, 1.02, 1.01, 1, 5]);
    const welcomes = (await user.get("/api/studio/credits/ledger?reason=welcome")).body.items;
    expect(welcomes.map(({ credits }: { credits: number }) => credits)).toEqual([1.03, 1.01]);
    expect((await user.get("/api/studio/credits/ledger?cursor=nonsense")).body).toMatchObject({
      status: 422,
      errors: [{ field: "cursor" }],
    });
  });

  it("streams all of it as CSV that a spreadsheet can't run, and nobody else's", async () => {
    await post({ reference: '=HYPERLINK("http://evil","x")' });
    const response = await user.fetch("GET", "/api/studio/credits/ledger?format=csv");
    expect(response.headers.get("content-type")).toContain("text/csv");
    const lines = (await response.text()).split("\r\n");
    expect(lines[0]).toBe("time,description,credits,balance after,reason,reference,entry");
    expect(lines[1]).toContain(`,1,6,adjustment,"'=HYPERLINK(""http://evil"",""x"")",ent_`);
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe("");
  });

  it("exports more entries than one batch", async () => {
    await studio.sql(
      `WITH n AS (SELECT i FROM generate_series(1, 1200) i), moved AS (UPDATE credit_account SET balance_units = balance_units + 1200 WHERE user_id = $1)
        INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units)
        SELECT 'ent_' || $1 || i, $1, 1, 'adjustment', 'r', $1 || i, 500 + i FROM n ORDER BY i`,
      [user.userId],
    );
    const text = await (await user.fetch("GET", "/api/studio/credits/ledger?format=csv")).text();
    expect(new Set(text.trim().split("\r\n")).size).toBe(1202);
    await studio.booksHold();
  });
});
