import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { rewardReuse } from "@/lib/domain/rewards/reuse-reward";
import { hangPosts, POSTS } from "@/tests/community/posts";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { rewardsHold } from "./books";

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  await studio.startWorker();
});
afterEach(() => rewardsHold(studio));
afterAll(() => studio.close());

const remix = async (who: Caller, postId: string, fields: Record<string, unknown> = {}) => {
  const { status, body } = await who.generate({ sourcePostId: postId, ...fields });
  if (status !== 202) throw new Error(`answered ${status}`);
  return who.ended(body.jobId);
};
const rewards = async (author: Caller) =>
  (await author.ledger()).filter(({ reason }) => reason === "reuse_reward").map(({ credits }) => credits);
/** As if they had bought once: they may set off as many rewards as they like. */
async function hasBought(who: Caller): Promise<void> {
  const client = await studio.world.pool.connect();
  // No purchase stands behind this order, which the database refuses otherwise.
  await client.query("BEGIN; SET LOCAL session_replication_role = replica");
  await client.query(
    `INSERT INTO credit_order (id, user_id, package_id, units, amount_paise, state, provider_mode, idempotency_key, request_hash, payment_id, credited_at)
      VALUES ('ord_' || md5($1), $1, 'p', 1000, 5000, 'paid', 'sandbox', $1, $1, 'pay_' || md5($1), now())`,
    [who.userId],
  );
  await client.query("COMMIT");
  client.release();
}
const settings = (values: Record<string, number>) =>
  studio.sql(
    `INSERT INTO settings (${Object.keys(values).join(", ")}, effective_at) VALUES (${Object.values(values).join(", ")}, now() - interval '1 second')`,
  );

describe("rewardReuse", () => {
  it("gives the author half a credit when somebody's remix succeeds, counts it for the post, and tells both of it", async () => {
    const [author, remixer] = await Promise.all([studio.newUser(5), studio.newUser(5)]);
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    expect((await remixer.get(`${POSTS}/${postId}/remix`)).body.rewardCredits).toBe(0.5);
    const job = await remix(remixer, postId);
    expect([job.status, job.sourcePostId]).toEqual(["succeeded", postId]);
    expect(await author.balance()).toBe(5.5);
    expect(await rewards(author)).toEqual([0.5]);
    expect((await remixer.get(`${POSTS}/${postId}/remix`)).body.rewardCredits).toBe(0);
    await expect
      .poll(async () => (await author.get(`${POSTS}/${postId}`)).body)
      .toMatchObject({ remixes: 1, creditsEarned: 0.5 });
    const kinds = (await author.get("/api/notifications")).body.items.map(({ kind }: { kind: string }) => kind);
    expect(kinds.sort()).toEqual(["remix", "reward"]);
  });

  it("once per remixer and post, never for oneself, and not for a remix that fails", async () => {
    const [author, remixer] = await Promise.all([studio.newUser(9), studio.newUser(9)]);
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    expect((await remix(remixer, postId, { prompt: "a kite [[sbx:fail]]" })).status).toBe("failed");
    expect(await rewards(author)).toEqual([]);
    await Promise.all([remix(remixer, postId), remix(remixer, postId), remix(remixer, postId), remix(author, postId)]);
    expect(await rewards(author)).toEqual([0.5]);
  });

  for (const [what, change] of [
    ["private", "UPDATE post SET visibility = 'private' WHERE id = $1"],
    ["hidden", "UPDATE post SET status = 'hidden', hold_rule = 'moderator' WHERE id = $1"],
    ["without its prompt", "UPDATE post SET show_prompt = false WHERE id = $1"],
    ["deleted", "UPDATE post SET deleted_at = now() WHERE id = $1"],
  ] as const) {
    it(`pays nothing when the source is ${what} by the time the remix succeeds`, async () => {
      const [author, remixer] = await Promise.all([studio.newUser(5), studio.newUser(5)]);
      const [postId = ""] = await hangPosts(studio, author, { count: 1 });
      await studio.stopWorker();
      const { body } = await remixer.generate({ sourcePostId: postId });
      await studio.sql(change, [postId]);
      await studio.startWorker();
      expect((await remixer.ended(body.jobId)).status).toBe("succeeded");
      expect(await rewards(author)).toEqual([]);
    });
  }

  it("an account that never bought sets off three in all, also when they settle at the same moment", async () => {
    const [author, remixer, buyer] = await Promise.all([studio.newUser(), studio.newUser(30), studio.newUser(30)]);
    await hasBought(buyer);
    const posts = await hangPosts(studio, author, { count: 12 });
    await Promise.all(posts.map((postId) => remix(remixer, postId)));
    expect(await rewards(author)).toHaveLength(3);
    await Promise.all(posts.map((postId) => remix(buyer, postId)));
    expect(await rewards(author)).toHaveLength(15);
  });

  it("never goes above what a post may bring, nor above what an author may earn a day, at the edge of either and all at once", async () => {
    await settings({ reuse_post_cap_units: 250, reuse_day_cap_units: 400 });
    const author = await studio.newUser();
    const [first = "", second = ""] = await hangPosts(studio, author, { count: 2 });
    const people = await Promise.all(Array.from({ length: 16 }, () => studio.newUser(10)));
    await Promise.all(people.flatMap((one) => [remix(one, first), remix(one, second)]));
    expect(await rewards(author)).toHaveLength(8);
    const totals = await studio.sql<{ units: number }>(
      "SELECT units FROM post_reward_total WHERE post_id IN ($1, $2)",
      [first, second],
    );
    expect(totals.every(({ units }) => units <= 250)).toBe(true);
    expect(totals.reduce((sum, { units }) => sum + units, 0)).toBe(400);
    await settings({ reuse_post_cap_units: 2000, reuse_day_cap_units: 1000 });
  });

  describe("sixty-four settled in the same moment, at the edge", () => {
    /** A remix of each of these posts, by each of these people, delivered but not yet rewarded. */
    async function remixes(pairs: [remixer: Caller, postId: string][]): Promise<string[]> {
      const jobs: string[] = [];
      for (const [remixer, postId] of pairs) {
        await hangPosts(studio, remixer, { count: 1 });
        const [job] = await studio.sql<{ id: string }>(
          "UPDATE generation SET source_post_id = $2 WHERE user_id = $1 AND source_post_id IS NULL RETURNING id",
          [remixer.userId, postId],
        );
        jobs.push(job!.id);
      }
      return jobs;
    }
    const rewardAll = (jobs: string[]) =>
      Promise.all(jobs.map((id) => inTransaction(studio.world, (tx) => rewardReuse(tx, id))));
    const people = (count: number) => Promise.all(Array.from({ length: count }, () => studio.newUser()));

    it("of what an author may earn a day", async () => {
      await settings({ reuse_day_cap_units: 400 });
      const [author, remixers] = [await studio.newUser(), await people(64)];
      const posts = await hangPosts(studio, author, { count: 64 });
      const jobs = await remixes(remixers.map((one, index) => [one, posts[index]!]));
      await rewardAll(jobs);
      expect(await rewards(author)).toHaveLength(8);
      // Settled again, nothing more is paid.
      await rewardAll(jobs);
      expect(await rewards(author)).toHaveLength(8);
      await settings({ reuse_day_cap_units: 1000 });
    });

    it("of what a post may bring", async () => {
      await settings({ reuse_post_cap_units: 250, reuse_day_cap_units: 100_000 });
      const [author, remixers] = [await studio.newUser(), await people(64)];
      const [postId = ""] = await hangPosts(studio, author, { count: 1 });
      await rewardAll(await remixes(remixers.map((one) => [one, postId])));
      expect(await rewards(author)).toHaveLength(5);
      await settings({ reuse_post_cap_units: 2000, reuse_day_cap_units: 1000 });
    });

    it("of what somebody sets off who never bought", async () => {
      await settings({ reuse_day_cap_units: 100_000 });
      const [author, remixer] = await Promise.all([studio.newUser(), studio.newUser()]);
      const posts = await hangPosts(studio, author, { count: 64 });
      await rewardAll(await remixes(posts.map((postId) => [remixer, postId])));
      expect(await rewards(author)).toHaveLength(3);
      await settings({ reuse_day_cap_units: 1000 });
    });
  });

  it("waits for review above the daily budget of all promotions", async () => {
    const [author, remixer] = await Promise.all([studio.newUser(), studio.newUser(5)]);
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    await settings({ daily_promotion_units: 0 });
    await remix(remixer, postId);
    expect(await rewards(author)).toEqual([]);
    const waiting = await studio.sql("SELECT units, reason FROM pending_grant WHERE account_id = $1", [author.userId]);
    expect(waiting).toEqual([{ units: 50, reason: "reuse_reward" }]);
    await settings({ daily_promotion_units: 500_000 });
  });
});
