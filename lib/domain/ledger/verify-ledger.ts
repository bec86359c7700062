import type { Pool, PoolClient } from "pg";
import { allowLongStatements } from "@/lib/db/watched-client";
import { RULES } from "./rules";

export type Breach = { accountId: string; rule: string; detail: string };
export type LedgerReport = { accounts: number; entries: number; breach?: Breach };

const BATCH = 5_000;

type ChainRow = { account_id: string; id: string; units: number; balance_after_units: number; key: string };
type RuleRow = { account_id: string; detail: string };

/** Walks all entries by account and place in a cursor: each continues the chain, and the chain ends at the balance. */
async function verifyChains(client: PoolClient): Promise<LedgerReport> {
  await client.query(`DECLARE chain NO SCROLL CURSOR FOR SELECT a.user_id AS account_id, a.balance_units, e.id, e.units, e.balance_after_units, e.key
    FROM credit_account a LEFT JOIN ledger_entry e ON e.account_id = a.user_id ORDER BY a.user_id, e.seq`);
  const report: LedgerReport = { accounts: 0, entries: 0 };
  let account: { id: string; sum: number; balance: number } | undefined;
  const end = (): Breach | undefined =>
    account && account.sum !== account.balance
      ? {
          accountId: account.id,
          rule: "the balance is the sum of the entries",
          detail: `balance ${account.balance}, sum ${account.sum} units`,
        }
      : undefined;
  for (;;) {
    const { rows } = await client.query<ChainRow & { balance_units: number; id: string | null }>(
      `FETCH ${BATCH} FROM chain`,
    );
    for (const row of rows) {
      if (row.account_id !== account?.id) {
        const breach = end();
        if (breach) return { ...report, breach };
        account = { id: row.account_id, sum: 0, balance: row.balance_units };
        report.accounts++;
      }
      if (row.id === null) continue;
      report.entries++;
      account.sum += row.units;
      if (account.sum !== row.balance_after_units) {
        const detail = `entry ${row.id} (${row.key}) says ${row.balance_after_units}, the sum up to it is ${account.sum} units`;
        return { ...report, breach: { accountId: account.id, rule: "running balances chain", detail } };
      }
    }
    if (rows.length < BATCH) break;
  }
  const breach = end();
  return breach ? { ...report, breach } : report;
}

/**
 * Proves the books on the live database in one consistent snapshot, streaming; stops at the first breach and names it. Reads only.
 */
export async function verifyLedger(pool: Pool): Promise<LedgerReport> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await allowLongStatements(client);
    const report = await verifyChains(client);
    if (report.breach) return report;
    for (const { rule, sql } of RULES) {
      const { rows } = await client.query<RuleRow>(sql);
      const found = rows[0];
      if (found) return { ...report, breach: { accountId: found.account_id, rule, detail: found.detail } };
    }
    return report;
  } finally {
    await client.query("ROLLBACK").catch(() => {});
    client.release();
  }
}
