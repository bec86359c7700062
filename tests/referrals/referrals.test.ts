import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { settlePayment } from "@/lib/domain/payments/settle-payment";
import { settleDueReferrals, settleReferral } from "@/lib/domain/referrals/settle-referral";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { paymentOf, placeOrder } from "@/tests/payments/shop";
import { rewardsHold } from "@/tests/rewards/books";
import { bookMany, codeOf, confirmAddress, join, signUp } from "./invite";

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  await studio.startWorker();
});
afterEach(() => rewardsHold(studio));
afterAll(() => studio.close());

const view = async (who: Caller) => (await who.get("/api/referrals")).body;
const paid = async (who: Caller) =>
  (await who.ledger()).filter(({ reason }) => reason === "referral").map(({ credits }) => credits);
const waiting = async (who: Caller) =>
  (
    await studio.sql<{ cause: string }>("SELECT cause FROM pending_grant WHERE account_id = $1 ORDER BY key", [
      who.userId,
    ])
  ).map(({ cause }) => cause);
const settle = (refereeId: string) => settleReferral(studio.world, { refereeId });
const settings = (columns: string, values: string) =>
  studio.sql(`INSERT INTO settings (${columns}, effective_at) VALUES (${values}, now() - interval '1 second')`);
const waitIsOver = ({ userId }: Caller) =>
  studio.sql("UPDATE referral SET reward_due_at = now() - interval '1 second' WHERE referee_id = $1", [userId]);
async function firstPicture(who: Caller): Promise<void> {
  const { body } = await who.generate();
  expect((await who.ended(body.jobId)).status).toBe("succeeded");
}
async function buy(who: Caller, instrument?: string): Promise<void> {
  const payment = paymentOf(await placeOrder(studio, who), instrument ? { instrument } : {});
  expect((await settlePayment(studio.world, payment, "webhook")).outcome).toBe("credited");
}

describe("an invitation", () => {
  it("brings who joined 5 credits on confirming the address, and who invited 10 a week after the first picture", async () => {
    const asha = await studio.newUser();
    const { link, code } = await view(asha);
    expect(link).toBe(`${studio.origin}/r/${code}`);
    const ravi = await signUp(studio, { code: ` ${code.toUpperCase()} ` });
    expect([await ravi.balance(), (await view(asha)).referrals[0].state]).toEqual([0, "joined"]);
    await confirmAddress(studio, ravi);
    expect(await ravi.balance()).toBe(8);
    expect((await view(asha)).referrals[0]).toMatchObject({ name: "Ravi Kumar", state: "verified", credits: 0 });
    await firstPicture(ravi);
    const booked = await view(asha);
    expect(booked).toMatchObject({
      creditsEarned: 0,
      creditsBooked: 10,
      referrals: [{ state: "booked", credits: 10 }],
    });
    const days = (Date.parse(booked.referrals[0].dueAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.99);
    await settleDueReferrals(studio.world);
    expect(await asha.balance()).toBe(0);
    await waitIsOver(ravi);
    await Promise.all(Array.from({ length: 8 }, () => settleDueReferrals(studio.world)));
    expect(await paid(asha)).toEqual([10]);
    expect(await view(asha)).toMatchObject({
      creditsEarned: 10,
      creditsBooked: 0,
      joined: 1,
      referrals: [{ state: "paid" }],
    });
    const told = (await asha.get("/api/notifications")).body.items.map(({ text }: { text: string }) => text);
    expect(told).toEqual(["You got 10 credits for an invitation", "Ravi Kumar joined by your link"]);
  });

  it("tells names and nothing else of who joined", async () => {
    const asha = await studio.newUser();
    const ravi = await join(studio, { code: await codeOf(asha) });
    const [{ email, handle }] = (await studio.sql<{ email: string; handle: string }>(
      `SELECT email, handle FROM "user" WHERE id = $1`,
      [ravi.userId],
    )) as [{ email: string; handle: string }];
    const text = JSON.stringify(await view(asha));
    for (const secret of [email, handle, ravi.userId]) expect(text).not.toContain(secret);
  });

  it("pays at once on the first purchase, before or after the first picture", async () => {
    const asha = await studio.newUser();
    const code = await codeOf(asha);
    const [early, late] = await Promise.all([join(studio, { code }), join(studio, { code })]);
    await firstPicture(early);
    await buy(early);
    await eventually("the reward", async () => (await paid(asha)).length === 1);
    await buy(late);
    await buy(late);
    expect(await paid(asha)).toEqual([10]);
    await firstPicture(late);
    await eventually("the second reward", async () => (await paid(asha)).length === 2);
    expect((await view(asha)).qualified).toBe(2);
  });

  it("an unknown code keeps nobody out, and brings nothing", async () => {
    const ravi = await join(studio, { code: "zzzzzzzz" });
    expect(await ravi.balance()).toBe(3);
  });

  it("a throw-away address brings nobody anything", async () => {
    const asha = await studio.newUser();
    const ravi = await join(studio, { code: await codeOf(asha), email: `x${randomUUID()}@mailinator.com` });
    expect([await ravi.balance(), (await view(asha)).referrals[0].state]).toEqual([0, "joined"]);
  });

  it("no picture, no reward: a failed one books nothing", async () => {
    const asha = await studio.newUser();
    const ravi = await join(studio, { code: await codeOf(asha) });
    const { body } = await ravi.generate({ prompt: "a kite [[sbx:fail]]" });
    expect((await ravi.ended(body.jobId)).status).toBe("failed");
    expect((await view(asha)).referrals[0].state).toBe("verified");
  });
});

describe("what looks like one person", () => {
  it("in one browser goes to review on both sides", async () => {
    const device = randomUUID();
    const asha = await join(studio, { device });
    const other = await join(studio, { device, code: await codeOf(asha) });
    expect([await other.balance(), await waiting(other)]).toEqual([3, ["same_device"]]);
    await firstPicture(other);
    await waitIsOver(other);
    await settle(other.userId);
    expect([await paid(asha), await waiting(asha)]).toEqual([[], ["same_device"]]);
    expect((await view(asha)).referrals[0].state).toBe("review");
  });

  it("paying the same way goes to review, also when that shows only later", async () => {
    const asha = await studio.newUser();
    await buy(asha, "upi asha@okbank");
    const other = await join(studio, { code: await codeOf(asha) });
    expect(await other.balance()).toBe(8);
    await firstPicture(other);
    await buy(other, "upi asha@okbank");
    await eventually("review", async () => (await view(asha)).referrals[0].state === "review");
    expect([await paid(asha), await waiting(asha)]).toEqual([[], ["same_instrument"]]);
    const hashes = await studio.sql<{ hash: string }>(
      "SELECT DISTINCT instrument_hash AS hash FROM payment WHERE instrument_hash IS NOT NULL",
    );
    expect(hashes).toHaveLength(1);
    expect(hashes[0]?.hash).not.toContain("asha");
  });

  it("rewards for remixes between them wait as well", async () => {
    const device = randomUUID();
    const [one, other] = [await join(studio, { device }), await join(studio, { device })];
    const ties = await studio.sql("SELECT share_device($1, $2) AS tied, share_device($1, $3) AS apart", [
      ...[one.userId, other.userId, (await studio.newUser()).userId],
    ]);
    expect(ties).toEqual([{ tied: true, apart: false }]);
  });
});

describe("limits", () => {
  it("pays five a day without a look, also when twelve fall due in the same moment", async () => {
    const asha = await studio.newUser();
    const referees = await bookMany(studio, asha, 12);
    await Promise.all(referees.map(settle));
    expect(await paid(asha)).toEqual(Array.from({ length: 5 }, () => 10));
    expect(await waiting(asha)).toEqual(Array.from({ length: 7 }, () => "velocity"));
  });

  it("pays no more than the month's limit, whatever the day's", async () => {
    await settings("referral_day_limit, referral_month_limit", "100, 3");
    const asha = await studio.newUser();
    await Promise.all((await bookMany(studio, asha, 5)).map(settle));
    expect([await paid(asha), await waiting(asha)]).toEqual([
      [10, 10, 10],
      ["velocity", "velocity"],
    ]);
    await settings("welcome_units", "300");
  });

  it("gives fifty credits for ten who qualified, once, also when all are settled at once and again and again", async () => {
    const asha = await studio.newUser();
    const bonus = async () => (await paid(asha)).filter((credits) => credits === 50);
    const first = await bookMany(studio, asha, 10, { isQualified: true });
    await Promise.all([...first, ...first].map(settle));
    // Five of the ten are above the day's limit, and who is under review does not count.
    expect([await bonus(), (await view(asha)).qualified]).toEqual([[], 5]);
    await settings("referral_day_limit", "100");
    const more = await bookMany(studio, asha, 5, { isQualified: true });
    await Promise.all([...more, ...more, ...first].map(settle));
    expect(await bonus()).toEqual([50]);
    expect((await view(asha)).nextMilestone).toEqual({ missing: 10, credits: 50 });
    await settings("welcome_units", "300");
  });

  it("three pictures qualify only once a week has passed", async () => {
    const asha = await studio.newUser();
    const ravi = await join(studio, { code: await codeOf(asha) });
    for (let made = 0; made < 3; made++) await firstPicture(ravi);
    expect((await view(asha)).qualified).toBe(0);
    await studio.sql("UPDATE referral SET created_at = created_at - interval '8 days' WHERE referee_id = $1", [
      ravi.userId,
    ]);
    await waitIsOver(ravi);
    await settle(ravi.userId);
    expect((await view(asha)).qualified).toBe(0);
    await firstPicture(ravi);
    expect((await view(asha)).qualified).toBe(1);
  });
});

describe("the database", () => {
  it("refuses rings, steps back and erased referrals", async () => {
    const [asha, ravi] = [await studio.newUser(), await studio.newUser()];
    const [refereeId = ""] = await bookMany(studio, asha, 1);
    const add = (referee: string, referrer: string) =>
      studio.sql("INSERT INTO referral (referee_id, referrer_id) VALUES ($1, $2)", [referee, referrer]);
    await expect(add(asha.userId, refereeId)).rejects.toThrow(/invited others/);
    await expect(add(ravi.userId, ravi.userId)).rejects.toThrow(/referral_somebody_else/);
    const change = (set: string) => studio.sql(`UPDATE referral SET ${set} WHERE referee_id = $1`, [refereeId]);
    await expect(change("reward_state = 'none', reward_due_at = NULL")).rejects.toThrow(/can't go back/);
    await expect(change("reward_units = 9999")).rejects.toThrow(/can't go back/);
    await expect(change(`referrer_id = '${ravi.userId}'`)).rejects.toThrow(/can't go back/);
    await expect(studio.sql("DELETE FROM referral WHERE referee_id = $1", [refereeId])).rejects.toThrow();
    await settle(refereeId);
    await expect(change("reward_state = 'booked', paid_at = NULL")).rejects.toThrow(/can't go back/);
  });
});
