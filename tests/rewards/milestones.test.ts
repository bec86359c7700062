import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { noteActiveDay, notePublicPost } from "@/lib/domain/rewards/reach-milestone";
import { folded, hangPosts, makePicture, POSTS, publish } from "@/tests/community/posts";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { rewardsHold } from "./books";

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  await studio.startWorker();
});
afterEach(() => rewardsHold(studio));
afterAll(() => studio.close());

const grants = async (who: Caller) =>
  (await who.ledger())
    .filter(({ reason }) => reason === "milestone")
    .map(({ credits, reference }) => [reference, credits]);

describe("milestones", () => {
  it("the first public post brings two credits, once, whatever is deleted and published again", async () => {
    const asha = await studio.newUser(5);
    const imageId = await makePicture(asha);
    const { body } = await publish(asha, imageId, { visibility: "private" });
    expect(await grants(asha)).toEqual([]);
    await asha.send("PATCH", `${POSTS}/${body.postId}`, { visibility: "public" });
    await expect.poll(() => grants(asha)).toEqual([["first_post", 2]]);
    await asha.send("DELETE", `${POSTS}/${body.postId}`);
    expect((await publish(asha, imageId)).body.status).toBe("live");
    expect(await grants(asha)).toEqual([["first_post", 2]]);
    const { items } = (await asha.get("/api/milestones")).body;
    expect(items.slice(0, 2)).toMatchObject([
      { key: "first_post", progress: 1, goal: 1, reachedAt: expect.any(String) },
      { key: "posts_10", progress: 1, goal: 10 },
    ]);
  });

  it("two tenth posts at the same moment bring ten posts once", async () => {
    const asha = await studio.newUser();
    await hangPosts(studio, asha, { count: 8 });
    const goLive = () =>
      inTransaction(studio.world, async (tx) => {
        await tx.$executeRawUnsafe(
          `WITH g AS (INSERT INTO generation (id, user_id, state, tier, aspect_ratio, width, height, prompt, final_prompt, seed, cost_units, model, ignored, finished_at)
              VALUES ('gen_' || replace(gen_random_uuid()::text, '-', ''), '${asha.userId}', 'succeeded', 'standard', '1:1', 8, 8, 'x', 'x', 1, 100, 't', '{}', now()) RETURNING id)
            INSERT INTO post (id, user_id, generation_id, title, category_id, tags, visibility, status, tier, width, height, placeholder, first_public_at, deleted_at)
              SELECT 'pst_' || replace(gen_random_uuid()::text, '-', ''), '${asha.userId}', id, 'x', 'festival', '{}', 'public', 'live', 'standard', 8, 8, '', now(), now() FROM g`,
        );
        await notePublicPost(tx, asha.userId);
      });
    await Promise.all([goLive(), goLive(), goLive()]);
    expect((await grants(asha)).sort()).toEqual([
      ["first_post", 2],
      ["posts_10", 3],
    ]);
  });

  it("a hundred likes on one post bring five credits, also after some are taken back and given again", async () => {
    const asha = await studio.newUser();
    const [postId = ""] = await hangPosts(studio, asha, { count: 1 });
    await studio.sql("UPDATE post SET likes = 98 WHERE id = $1", [postId]);
    const [bo, cleo] = await Promise.all([studio.newUser(), studio.newUser()]);
    const like = (who: Caller, method: string) => who.send(method, `${POSTS}/${postId}/like`);
    await like(bo!, "POST");
    await folded(studio);
    expect(await grants(asha)).toEqual([]);
    await like(cleo!, "POST");
    await expect.poll(() => grants(asha)).toEqual([["likes_100", 5]]);
    await like(cleo!, "DELETE");
    await folded(studio);
    await like(cleo!, "POST");
    await folded(studio);
    expect(await grants(asha)).toEqual([["likes_100", 5]]);
  });

  it("seven Indian days in a row with a picture bring one credit; a gap begins anew", async () => {
    const [steady, gappy] = await Promise.all([studio.newUser(), studio.newUser()]);
    const daysAgo = (who: Caller, days: number[]) =>
      studio.sql(
        `INSERT INTO active_day (user_id, day) SELECT $1, (now() AT TIME ZONE 'Asia/Kolkata')::date - d FROM unnest($2::int[]) d`,
        [who.userId, days],
      );
    await daysAgo(steady, [1, 2, 3, 4, 5, 6]);
    await daysAgo(gappy, [1, 2, 4, 5, 6, 7]);
    for (const who of [steady, gappy, steady]) await inTransaction(studio.world, (tx) => noteActiveDay(tx, who.userId));
    expect([await grants(steady), await grants(gappy)]).toEqual([[["streak_7", 1]], []]);
  });
});
