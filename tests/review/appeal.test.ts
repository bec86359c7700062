import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newMember } from "@/tests/admin/team";
import { decideAsSystem } from "@/tests/community/decide";
import { hangPosts, POSTS } from "@/tests/community/posts";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";

let studio: Studio;
let author: Caller;
let other: Caller;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  [author, other] = await Promise.all([studio.newUser(), studio.newUser()]);
});
afterAll(() => studio.close());

const decide = (postId: string, deed: "restore" | "hide", reason: string) =>
  decideAsSystem(studio.world, { postId, deed, reason });
const appeal = (who: Caller, postId: string, reason = "It is a clay lamp, nothing else.") =>
  who.send("POST", `${POSTS}/${postId}/appeal`, { reason });
const hidden = async () => {
  const [postId = ""] = await hangPosts(studio, author, { count: 1, title: "Clay lamp" });
  await decide(postId, "hide", "Not for here.");
  return postId;
};
const own = async (postId: string) => (await author.get(`${POSTS}/${postId}`)).body;
const states = (postId: string) => studio.sql("SELECT state FROM appeal WHERE post_id = $1", [postId]);

describe("appealPost", () => {
  it("is taken once, however often it is sent at once, and waits for a person with its words", async () => {
    const postId = await hidden();
    expect(await own(postId)).toMatchObject({ canAppeal: true, appealed: false });
    const answers = await Promise.all(Array.from({ length: 8 }, () => appeal(author, postId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409, 409, 409, 409, 409]);
    expect(await own(postId)).toMatchObject({ canAppeal: false, appealed: true });
    const moderator = await newMember(studio, "moderator");
    const { body } = await moderator.get("/api/admin/moderation?queue=appeals");
    expect(body.items.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
      [postId, "hidden"],
    ]);
    const detail = (await moderator.get(`/api/admin/moderation/cases/${postId}`)).body;
    expect(detail).toMatchObject({
      appeal: { reason: "It is a clay lamp, nothing else." },
      deeds: ["restore", "keep", "delete", "suspend"],
    });
  });

  it("that is agreed to brings the post back, and is closed", async () => {
    const postId = await hidden();
    await appeal(author, postId);
    await decide(postId, "restore", "You are right.");
    expect([await states(postId), (await own(postId)).status]).toEqual([[{ state: "upheld" }], "live"]);
    expect((await appeal(author, postId)).status).toBe(409);
    expect(await own(postId)).not.toHaveProperty("canAppeal");
  });

  it("that is turned down can't be appealed again; a later decision can", async () => {
    const postId = await hidden();
    await appeal(author, postId);
    await decide(postId, "hide", "It stays hidden.");
    expect(await states(postId)).toEqual([{ state: "rejected" }]);
    expect(await own(postId)).toMatchObject({ canAppeal: false, appealed: false });
    expect((await appeal(author, postId)).status).toBe(409);
    await decide(postId, "restore", "Looked at again.");
    await decide(postId, "hide", "A new matter.");
    expect((await appeal(author, postId)).status).toBe(202);
  });

  it("finds nothing of somebody else's, nothing live, and nothing that the check has not reached", async () => {
    const postId = await hidden();
    expect((await appeal(other, postId)).status).toBe(404);
    const [live = ""] = await hangPosts(studio, author, { count: 1 });
    expect((await appeal(author, live)).status).toBe(409);
    await studio.sql("UPDATE post SET status = 'held', hold_rule = 'screening' WHERE id = $1", [live]);
    expect((await appeal(author, live)).status).toBe(409);
    expect((await appeal(author, postId, "")).body.errors[0].field).toBe("reason");
  });

  it("asks against the hiding by reports, too", async () => {
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    for (const one of await Promise.all([1, 2, 3].map(() => studio.newUser())))
      await one.send("POST", `${POSTS}/${postId}/report`, { reason: "spam" });
    expect(await own(postId)).toMatchObject({ status: "hidden", canAppeal: true });
    expect((await appeal(author, postId)).status).toBe(202);
  });
});
