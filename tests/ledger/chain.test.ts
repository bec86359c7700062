import { afterAll, beforeAll, expect, it } from "vitest";
import { verifyLedger } from "@/lib/domain/ledger/verify-ledger";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";

const MANY = 5_100;

let studio: Studio;
let users: Caller[];
/** In the order in which the check comes to them; the second has no entry at all, the third more than the check reads at once. */
beforeAll(async () => {
  studio = await openStudio();
  const unsorted = [await studio.newUser(5), await studio.newUser(5), await studio.newUser(5)];
  users = unsorted.sort((a, b) => (a.userId < b.userId ? -1 : 1));
  await studio.newUser(0);
  await studio.sql(
    `WITH moved AS (UPDATE credit_account SET balance_units = balance_units + $2 WHERE user_id = $1)
      INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units)
      SELECT 'ent_' || i, $1, 1, 'adjustment', 'r', 'many:' || i, 500 + i FROM generate_series(1, $2::int) i ORDER BY i`,
    [users[2]!.userId, MANY],
  );
});
afterAll(() => studio.close());

/** As only somebody with the database's own rights can. */
async function tamper(statement: string, user: Caller): Promise<void> {
  const client = await studio.world.pool.connect();
  try {
    await client.query("SET session_replication_role = replica");
    await client.query(statement.replaceAll("$user", `'${user.userId}'`));
  } finally {
    await client.query("RESET session_replication_role");
    client.release();
  }
}

it("the check of the books reads every account and every entry, also accounts without any and more than it reads at once", async () => {
  const [counted] = await studio.sql(
    "SELECT (SELECT count(*)::int FROM credit_account) AS accounts, (SELECT count(*)::int FROM ledger_entry) AS entries",
  );
  expect(await verifyLedger(studio.world.pool)).toEqual(counted);
  expect(counted).toMatchObject({ entries: MANY + 3 });
});

it("a breach in the last entries of many is found", async () => {
  const change = (by: number) =>
    tamper(
      `UPDATE ledger_entry SET balance_after_units = balance_after_units + ${by} WHERE key = 'many:${MANY}'`,
      users[2]!,
    );
  await change(7);
  expect((await verifyLedger(studio.world.pool)).breach).toEqual({
    accountId: users[2]!.userId,
    rule: "running balances chain",
    detail: `entry ent_${MANY} (many:${MANY}) says ${MANY + 507}, the sum up to it is ${MANY + 500} units`,
  });
  await change(-7);
  expect((await verifyLedger(studio.world.pool)).breach).toBeUndefined();
});

it("a balance that is not the sum of its entries is named before anything else, wherever the account stands", async () => {
  await tamper("UPDATE credit_account SET balance_units = 600, open_disputes = 1 WHERE user_id = $user", users[0]!);
  const { breach } = await verifyLedger(studio.world.pool);
  expect(breach).toEqual({
    accountId: users[0]!.userId,
    rule: "the balance is the sum of the entries",
    detail: "balance 600, sum 500 units",
  });
});
