import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { grantPromotion, type ReviewCause } from "@/lib/domain/ledger/grant-promotion";
import { grantWelcome } from "@/lib/domain/ledger/grant-welcome";
import { postEntry } from "@/lib/domain/ledger/post-entry";
import { takeBack } from "@/lib/domain/ledger/take-back";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { placeOrder } from "@/tests/payments/shop";

let studio: Studio;
let user: Caller;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());
beforeEach(async () => {
  user = await studio.newUser(5);
  await studio.sql("DELETE FROM promotion_day");
});

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(studio.world, work);
const promise = (units: number, cause?: ReviewCause) => {
  const grant = { accountId: user.userId, units, reason: "milestone" as const, reference: "test" };
  return within((tx) => grantPromotion(tx, { ...grant, key: `milestone:${randomUUID()}` }, cause));
};
const waiting = () =>
  studio.sql<{ id: string; units: number; cause: string; state: string }>(
    "SELECT id, units, cause, state FROM pending_grant WHERE account_id = $1",
    [user.userId],
  );
const grantedToday = () => studio.sql("SELECT granted_units AS units FROM promotion_day");
const inForce = (columns: string, values: string) =>
  studio.sql(`INSERT INTO settings (effective_at${columns}) VALUES (clock_timestamp()${values})`);

describe("a promotional grant", () => {
  it("with a cause waits for a person although the budget would allow it, and takes nothing of the budget", async () => {
    expect(await promise(200, "velocity")).toBe("pending");
    const [grant, ...others] = await waiting();
    expect(grant).toMatchObject({ units: 200, cause: "velocity", state: "waiting" });
    expect(isId("grant", grant?.id ?? "")).toBe(true);
    expect([others, await user.balance(), await grantedToday()]).toEqual([[], 5, []]);
  });

  it("says whether it was given or waits for the budget", async () => {
    await inForce(", daily_promotion_units", ", 300");
    expect([await promise(300), await promise(1)]).toEqual(["granted", "pending"]);
    expect(await waiting()).toMatchObject([{ units: 1, cause: "budget" }]);
    expect([await user.balance(), await grantedToday()]).toEqual([8, [{ units: 300 }]]);
    await inForce("", "");
  });

  it("is no welcome where the settings give none", async () => {
    await inForce(", welcome_units", ", 0");
    await within((tx) => grantWelcome(tx, { id: user.userId }));
    expect([await user.balance(), await waiting(), await grantedToday()]).toEqual([5, [], []]);
    await inForce("", "");
  });
});

describe("credits whose money went back", () => {
  const takes = async (units: number, key = `refund:${randomUUID()}`) => {
    const { id: orderId } = await placeOrder(studio, user);
    const taken = await within((tx) => takeBack(tx, { accountId: user.userId, units, orderId, key }));
    return { taken, orderId, key };
  };
  const debts = () =>
    studio.sql<{ id: string; order_id: string; key: string; owed: number; repaid: number }>(
      "SELECT id, order_id, key, owed_units AS owed, repaid_units AS repaid FROM credit_debt WHERE account_id = $1 ORDER BY created_at, id",
      [user.userId],
    );
  const lines = async () =>
    (await user.ledger()).map(({ reason, credits, reference }) => [reason, credits, reference]).slice(0, -1);

  it("are taken whole where the balance reaches, and nothing is owed", async () => {
    const { taken, orderId } = await takes(500);
    expect(taken).toEqual({ takenUnits: 500, owedUnits: 0 });
    expect([await debts(), await lines()]).toEqual([[], [["purchase_refund", -5, orderId]]]);
  });

  it("are taken as far as the balance reaches, and the rest is owed under the same key", async () => {
    const { taken, orderId, key } = await takes(650);
    expect(taken).toEqual({ takenUnits: 500, owedUnits: 150 });
    const [debt, ...others] = await debts();
    expect(debt).toMatchObject({ order_id: orderId, key, owed: 150, repaid: 0 });
    expect([isId("debt", debt?.id ?? ""), others, await user.balance()]).toEqual([true, [], 0]);
  });

  it("are owed whole where there is no balance, and no line of nothing is written", async () => {
    await takes(500);
    const { taken } = await takes(200);
    expect(taken).toEqual({ takenUnits: 0, owedUnits: 200 });
    expect((await lines()).length).toBe(1);
  });

  it("are paid by the next grants, the oldest debt first, and a grant pays no more than it gives", async () => {
    await takes(500);
    const [first, second] = [await takes(200), await takes(300)];
    const repaid = async () => (await debts()).map((debt) => debt.repaid);
    await promise(150);
    expect([await repaid(), await user.balance()]).toEqual([[150, 0], 0]);
    await promise(150);
    expect([await repaid(), await user.balance()]).toEqual([[200, 100], 0]);
    await promise(500);
    expect([await repaid(), await user.balance()]).toEqual([[200, 300], 3]);
    await promise(100);
    expect([await repaid(), await user.balance()]).toEqual([[200, 300], 4]);
    const paid = (await lines()).filter(([reason]) => reason === "purchase_refund").slice(0, -1);
    expect(paid.reverse().map(([, credits, order]) => [credits, order])).toEqual([
      [-1.5, first.orderId],
      [-0.5, first.orderId],
      [-1, second.orderId],
      [-2, second.orderId],
    ]);
  });

  it("are paid under a key of debt and grant, so that no grant pays a debt twice", async () => {
    await takes(500);
    await takes(200);
    await promise(50);
    const [debt] = await debts();
    const keys = await studio.sql<{ key: string }>(
      "SELECT key FROM ledger_entry WHERE account_id = $1 ORDER BY seq DESC LIMIT 2",
      [user.userId],
    );
    const [paid, granted] = keys.map(({ key }) => key);
    expect(paid).toBe(`debt:${debt?.id}:${granted}`);
  });
});

it("an entry on an account that does not exist says so, and writes nothing", async () => {
  const entry = { accountId: "usr_nobody", units: 100, reason: "adjustment" as const, reference: "test" };
  await expect(within((tx) => postEntry(tx, { ...entry, key: "adjustment:nobody" }))).rejects.toThrow(/does not exist/);
  expect(await studio.sql("SELECT FROM ledger_entry WHERE key = 'adjustment:nobody'")).toEqual([]);
});
