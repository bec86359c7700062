import { expect } from "vitest";
import { RULES } from "@/lib/domain/ledger/rules";
import type { Studio } from "@/tests/generation/studio";

const OF_REWARDS = RULES.filter(({ rule }) =>
  /reuse|milestone|brought its author|earned a day|invitation|that waited/.test(rule),
);

/** Asserts the ledger's own rules about rewards; posts that a test hangs up without a job's debit break others. */
export async function rewardsHold(studio: Studio): Promise<void> {
  expect(OF_REWARDS).toHaveLength(8);
  for (const { rule, sql } of OF_REWARDS) expect([rule, await studio.sql(sql)]).toEqual([rule, []]);
}
