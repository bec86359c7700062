import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { inTransaction } from "@/lib/db/transaction";
import { grantPromotion } from "@/lib/domain/ledger/grant-promotion";
import { settleReferral } from "@/lib/domain/referrals/settle-referral";
import { hangPosts } from "@/tests/community/posts";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { bookMany } from "@/tests/referrals/invite";
import { rewardsHold } from "@/tests/rewards/books";
import { newMember } from "./team";

let studio: Studio;
let admin: Caller;
let who: Caller;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
  await studio.startWorker();
});
afterAll(() => studio.close());
beforeEach(async () => {
  [admin, who] = await Promise.all([newMember(studio, "admin"), studio.newUser()]);
});

const resolve = (id: string, verb: "approve" | "refuse") =>
  admin.send("POST", `/api/admin/grants/${id}/${verb}`, { reason: "Looked at it." });
const waitingOf = async ({ userId }: Caller) =>
  (
    await studio.sql<{ id: string; key: string }>("SELECT id, key FROM pending_grant WHERE account_id = $1", [userId])
  )[0]!;

/** A welcome that waits, as `grantPromotion` leaves it. */
async function welcomeWaits(to: Caller): Promise<string> {
  const key = `welcome:${to.userId}`;
  const grant = { accountId: to.userId, units: 300, reason: "welcome", reference: to.userId, key } as const;
  await inTransaction(studio.world, (tx) => grantPromotion(tx, grant, "velocity"));
  return (await waitingOf(to)).id;
}

/** An inviter's reward that waits because the two share a device. */
async function referralWaits(referrer: Caller): Promise<string> {
  const [refereeId = ""] = await bookMany(studio, referrer, 1, { isQualified: true });
  await studio.sql("UPDATE referral SET flags = '{same_device}' WHERE referee_id = $1", [refereeId]);
  await settleReferral(studio.world, { refereeId });
  return refereeId;
}

/** A reward for a remix that waits because the two share a device. */
async function remixWaits(author: Caller): Promise<string> {
  const remixer = await studio.newUser(10);
  const [postId = ""] = await hangPosts(studio, author, { count: 1 });
  await studio.sql("UPDATE session SET device_id = $2 WHERE user_id = ANY($1)", [
    [author.userId, remixer.userId],
    `device-${postId}`,
  ]);
  const { body } = await remixer.generate({ sourcePostId: postId });
  await remixer.ended(body.jobId);
  return postId;
}
const rewardState = async (postId: string) =>
  (await studio.sql<{ state: string }>("SELECT state FROM reuse_reward WHERE post_id = $1", [postId]))[0]?.state;
const referralState = async (refereeId: string) =>
  (
    await studio.sql<{ state: string }>("SELECT reward_state AS state FROM referral WHERE referee_id = $1", [refereeId])
  )[0]?.state;

describe("credits that wait", () => {
  it("are listed with why, and who set them off", async () => {
    await remixWaits(who);
    const { items } = (await admin.get("/api/admin/grants?state=waiting")).body;
    const mine = items.find(({ user }: { user: { id: string } }) => user.id === who.userId);
    expect(mine).toMatchObject({ credits: 0.5, reason: "reuse_reward", cause: "same_device", state: "waiting" });
    expect(mine.setOffBy.id).not.toBe(who.userId);
  });

  it("are booked once under their own key, whoever decides at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const person = await studio.newUser();
      const id = await welcomeWaits(person);
      const answers = await Promise.all([resolve(id, "approve"), resolve(id, "refuse"), resolve(id, "approve")]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
      const [row] = await studio.sql<{ state: string }>("SELECT state FROM pending_grant WHERE id = $1", [id]);
      expect(await person.balance()).toBe(row?.state === "granted" ? 3 : 0);
    }
    await rewardsHold(studio);
  });

  it("pay what is owed first", async () => {
    const orderId = newId("order");
    await studio.world.db.creditOrder.create({
      data: {
        ...{ id: orderId, userId: who.userId, packageId: "pack-10", units: 1000, amountPaise: 5000 },
        ...{ providerMode: "sandbox", idempotencyKey: orderId, requestHash: "test" },
      },
    });
    await studio.world.db.creditDebt.create({
      data: { id: newId("debt"), accountId: who.userId, orderId, key: `refund:${orderId}`, owedUnits: 200 },
    });
    expect((await resolve(await welcomeWaits(who), "approve")).status).toBe(200);
    expect(await who.balance()).toBe(1);
  });

  it.each(["approve", "refuse"] as const)("take a remix's reward along: %s", async (verb) => {
    const postId = await remixWaits(who);
    expect(await rewardState(postId)).toBe("pending");
    expect((await resolve((await waitingOf(who)).id, verb)).status).toBe(200);
    expect(await rewardState(postId)).toBe(verb === "approve" ? "granted" : "refused");
    expect(await who.balance()).toBe(verb === "approve" ? 0.5 : 0);
    expect((await resolve((await waitingOf(who)).id, "approve")).status).toBe(409);
    await rewardsHold(studio);
  });

  it.each(["approve", "refuse"] as const)("take an invitation along: %s", async (verb) => {
    const refereeId = await referralWaits(who);
    expect(await referralState(refereeId)).toBe("review");
    expect((await resolve((await waitingOf(who)).id, verb)).status).toBe(200);
    expect(await referralState(refereeId)).toBe(verb === "approve" ? "paid" : "refused");
    expect(await who.balance()).toBe(verb === "approve" ? 10 : 0);
    const { referrals } = (await who.get("/api/referrals")).body;
    expect(referrals[0].state).toBe(verb === "approve" ? "paid" : "refused");
    // Looking at it again changes nothing.
    await settleReferral(studio.world, { refereeId });
    expect(await who.balance()).toBe(verb === "approve" ? 10 : 0);
    await rewardsHold(studio);
  });

  it("bring the bonus for ten once the tenth is approved", async () => {
    await studio.sql(
      `INSERT INTO settings SELECT (s).* FROM (SELECT jsonb_populate_record(s, jsonb_build_object('version', s.version + 1, 'referral_day_limit', 50,
        'effective_at', now(), 'created_at', now())) AS s FROM settings_in_force() s) raised`,
    );
    for (const refereeId of await bookMany(studio, who, 9, { isQualified: true }))
      await settleReferral(studio.world, { refereeId });
    await referralWaits(who);
    expect(await who.balance()).toBe(90);
    const [waiting] = await studio.sql<{ id: string }>(
      "SELECT id FROM pending_grant WHERE account_id = $1 AND state = 'waiting'",
      [who.userId],
    );
    await resolve(waiting!.id, "approve");
    await eventually("the bonus", async () => (await who.balance()) === 150);
    await rewardsHold(studio);
  });

  it("are decided for ever: the database refuses another word", async () => {
    const id = await welcomeWaits(who);
    await resolve(id, "refuse");
    await expect(
      studio.sql("UPDATE pending_grant SET state = 'waiting', resolved_at = NULL WHERE id = $1", [id]),
    ).rejects.toThrow(/decided/);
    await expect(studio.sql("DELETE FROM pending_grant WHERE id = $1", [id])).rejects.toThrow(/not allowed/);
  });
});
