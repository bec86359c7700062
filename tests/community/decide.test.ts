import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decidePost, listWaiting } from "@/lib/domain/community/decide-post";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { FEED, hangPosts, POSTS } from "./posts";

let studio: Studio;
let author: Caller;
let reporter: Caller;

beforeAll(async () => {
  studio = await openStudio();
  [author, reporter] = await Promise.all([studio.newUser(), studio.newUser()]);
});
afterAll(() => studio.close());

const sentences = async (who: Caller): Promise<string[]> =>
  (await who.get("/api/notifications")).body.items.map(({ text }: { text: string }) => text);
const isFound = async (postId: string) =>
  (await reporter.get(FEED)).body.items.some(({ id }: { id: string }) => id === postId);

describe("decidePost", () => {
  it("shows what was held; its author hears why, and it counts as the first public post", async () => {
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    await studio.sql("UPDATE post SET status = 'held', hold_rule = 'picture', hold_field = 'picture' WHERE id = $1", [
      postId,
    ]);
    expect((await listWaiting(studio.world)).map(({ id, rule }) => [id, rule])).toEqual([[postId, "picture"]]);
    await decidePost(studio.world, { postId, action: "show", reason: "A plate of sweets." });
    expect(await isFound(postId)).toBe(true);
    expect(await sentences(author)).toContainEqual("“A post 1” is live: A plate of sweets.");
    expect(await author.balance()).toBe(2);
    expect(await listWaiting(studio.world)).toEqual([]);
  });

  it("hides what was reported; author and reporter hear of it, and a later decision to show it opens it again", async () => {
    const [postId = ""] = await hangPosts(studio, author, { count: 1, title: "Doubtful" });
    await reporter.send("POST", `${POSTS}/${postId}/report`, { reason: "spam" });
    expect((await listWaiting(studio.world)).map(({ reports }) => reports)).toEqual([1]);
    await decidePost(studio.world, { postId, action: "hide", reason: "Advertising." });
    expect((await reporter.get(`${POSTS}/${postId}`)).status).toBe(404);
    expect(await sentences(author)).toContainEqual("“Doubtful 1” is hidden: Advertising.");
    expect(await sentences(reporter)).toContainEqual("A post that you reported is hidden now. Thank you");
    await decidePost(studio.world, { postId, action: "show", reason: "Looked at again." });
    expect(await isFound(postId)).toBe(true);
  });

  it("finds no post that is deleted", async () => {
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    await author.send("DELETE", `${POSTS}/${postId}`);
    const decision = { postId, action: "show" as const, reason: "x" };
    await expect(decidePost(studio.world, decision)).rejects.toMatchObject({ code: "not_found" });
  });
});
