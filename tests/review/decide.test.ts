import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POSTS } from "@/tests/community/posts";
import { CASES, type Desk, openDesk, QUEUE } from "./desk";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.studio.close());
// Claims of earlier tests are over.
beforeEach(() => desk.studio.sql("DELETE FROM moderation_claim"));

describe("the queue", () => {
  it("has one row a post, the clock that runs out first at the top, and says what waits why", async () => {
    const spam = await desk.reported("Late spam");
    const held = await desk.held("Held one");
    const minors = await desk.reported("Urgent", "minors");
    await desk.report(spam, "hate", await desk.studio.newUser());
    await desk.studio.sql(
      "UPDATE report SET created_at = created_at - interval '25 hours' WHERE post_id = $1 AND reason = 'spam'",
      [spam],
    );
    const { body } = await desk.first.get(`${QUEUE}?limit=100`);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([spam, minors, held]);
    expect(body.items[0]).toMatchObject({ queue: "reports", reports: 2, reasons: ["hate", "spam"], status: "live" });
    expect(body.items[2]).toMatchObject({ queue: "held", reports: 0, reasons: ["picture"], status: "held" });
    expect(body.counts).toEqual({ reports: 2, held: 1, appeals: 0, comments: 0 });
    expect(new Date(body.firstDueAt).getTime()).toBeLessThan(Date.now());
    const hours = (new Date(body.items[1].dueAt).getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(1.9);
    expect(hours).toBeLessThan(2.01);
    const pages = [(await desk.first.get(`${QUEUE}?limit=2`)).body];
    pages.push((await desk.first.get(`${QUEUE}?limit=2&cursor=${pages[0].nextCursor}`)).body);
    expect(pages.flatMap(({ items }) => items.map(({ id }: { id: string }) => id))).toEqual([spam, minors, held]);
    for (const id of [spam, minors, held]) await desk.decide(id, id === held ? "restore" : "dismiss");
    expect(await desk.queue()).toEqual([]);
  });

  it("shows picture, text, prompt, and the history of author and reporters", async () => {
    const postId = await desk.reported("With history");
    const detail = await desk.caseOf(postId);
    expect(detail).toMatchObject({ title: "With history 1", prompt: "a red kite", postId, after: null, isOpen: true });
    expect(detail.deeds).toEqual(["dismiss", "warn", "hide", "delete", "suspend"]);
    expect(detail.reportList).toMatchObject([{ reason: "spam", details: "Look at this.", state: "open", upheld: 0 }]);
    expect(detail.authorRecord).toMatchObject({ warnings: 0, suspensions: 0, isSuspended: false, role: "user" });
    expect(JSON.stringify(detail)).not.toContain("@example.in");
    await desk.decide(postId, "dismiss");
  });
});

describe("a decision about a post", () => {
  it("dismisses: reports are closed, the post stays, its author hears nothing, who reported does", async () => {
    const postId = await desk.reported("Harmless");
    const before = await desk.sentences(desk.author);
    expect((await desk.decide(postId, "dismiss")).status).toBe(200);
    expect([await desk.statusOf(postId), await desk.reports(postId)]).toEqual(["live", ["dismissed"]]);
    expect(await desk.sentences(desk.author)).toEqual(before);
    expect((await desk.sentences(desk.reporter))[0]).toContain("found it within the rules");
  });

  it("brings back what reports had hidden when they are dismissed", async () => {
    const postId = await desk.one("Thrice reported");
    for (const who of await Promise.all([1, 2, 3].map(() => desk.studio.newUser())))
      await desk.report(postId, "spam", who);
    expect(await desk.statusOf(postId)).toBe("hidden");
    await desk.decide(postId, "dismiss");
    expect([await desk.statusOf(postId), await desk.isFound(postId)]).toEqual(["live", true]);
  });

  it("hides: nobody finds it, reports are upheld, and its author reads rule, field and reason, and appeals", async () => {
    const postId = await desk.reported("Advert");
    const answer = await desk.decide(postId, "hide", { rule: "spam", field: "title", reason: "It sells miracle oil." });
    expect(answer.status).toBe(200);
    expect([await desk.isFound(postId), (await desk.reporter.get(`${POSTS}/${postId}`)).status]).toEqual([false, 404]);
    expect(await desk.reports(postId)).toEqual(["upheld"]);
    const [line] = (await desk.author.get("/api/notifications")).body.items;
    expect(line.text).toBe(
      "“Advert 1” is hidden. The rule: No spam, no fraud, no misleading claims. It is about the title. It sells miracle oil.",
    );
    expect(line.href).toBe(`/studio/decisions/${answer.body.decisionId}`);
    const own = (await desk.author.get(`/api/studio/decisions/${answer.body.decisionId}`)).body;
    expect(own).toMatchObject({ action: "hidden", rule: "spam", field: "title", about: "Advert 1", canAppeal: true });
    expect((await desk.author.get(`${POSTS}/${postId}`)).body).toMatchObject({
      status: "hidden",
      decision: { rule: "spam" },
      canAppeal: true,
    });
    expect((await desk.reporter.get(`/api/studio/decisions/${answer.body.decisionId}`)).status).toBe(404);
  });

  it("needs the rule for what takes something away, and says so by field", async () => {
    const postId = await desk.reported();
    for (const deed of ["hide", "warn", "delete", "suspend"]) {
      const answer = await desk.decide(postId, deed, { rule: undefined });
      expect([answer.status, answer.body.errors?.[0].field]).toEqual([422, "rule"]);
    }
    const past = await desk.decide(postId, "suspend", { until: "2020-01-01T00:00:00.000Z" });
    expect([past.status, past.body.errors[0].field]).toEqual([422, "until"]);
    expect(await desk.reports(postId)).toEqual(["open"]);
    await desk.decide(postId, "dismiss");
  });

  it("warns: the post lives, its author is told off, and the record counts it", async () => {
    const postId = await desk.reported("Close to it");
    await desk.decide(postId, "warn", { reason: "Mark adverts as such." });
    expect([await desk.statusOf(postId), await desk.reports(postId)]).toEqual(["live", ["upheld"]]);
    expect((await desk.sentences(desk.author))[0]).toContain("A warning about “Close to it 1”. The rule:");
    expect((await desk.caseOf(postId)).authorRecord.warnings).toBe(1);
  });

  it("deletes: its author does not see it either, the evidence stays for the team, and undoing brings all back", async () => {
    const postId = await desk.reported("Terrible");
    const { body } = await desk.decide(postId, "delete", { rule: "minors", reason: "Gone at once." });
    expect((await desk.author.get(`${POSTS}/${postId}`)).status).toBe(404);
    const [image] = await desk.studio.sql<{ id: string; days: number }>(
      "SELECT i.id, round(extract(epoch FROM i.evidence_until - now()) / 86400)::int AS days FROM post p JOIN image i ON i.id = p.image_id WHERE p.id = $1",
      [postId],
    );
    expect(image?.days).toBe(180);
    expect((await desk.author.get(`/api/studio/my-creations/${image?.id}`)).status).toBe(404);
    expect((await desk.author.send("POST", `/api/studio/my-creations/${image?.id}/restore`)).status).toBe(404);
    expect((await desk.caseOf(postId)).deeds).toEqual(["restore"]);
    expect((await desk.sentences(desk.author))[0]).toContain(
      "“Terrible 1” was deleted. The rule: Nothing that sexualises",
    );
    expect((await desk.author.get(`/api/studio/decisions/${body.decisionId}`)).body).toMatchObject({
      canAppeal: true,
      about: "Terrible 1",
    });
    expect((await desk.undo(body.decisionId)).status).toBe(200);
    expect([await desk.isFound(postId), await desk.reports(postId)]).toEqual([true, ["open"]]);
    expect((await desk.author.get(`/api/studio/my-creations/${image?.id}`)).status).toBe(200);
    await desk.decide(postId, "dismiss");
  });

  it("is refused for a post that is deleted, one whose check runs, and what does not fit", async () => {
    const postId = await desk.one();
    expect((await desk.decide(postId, "restore")).status).toBe(409);
    expect((await desk.decide(postId, "keep", { reason: "x" })).status).toBe(409);
    await desk.studio.sql("UPDATE post SET status = 'held', hold_rule = 'screening' WHERE id = $1", [postId]);
    expect((await desk.decide(postId, "hide")).status).toBe(409);
    await desk.studio.sql("UPDATE post SET status = 'live', hold_rule = NULL WHERE id = $1", [postId]);
    await desk.author.send("DELETE", `${POSTS}/${postId}`);
    expect((await desk.decide(postId, "hide")).status).toBe(404);
    expect((await desk.first.get(`${CASES}/pst_x`)).status).toBe(404);
  });
});

describe("undo", () => {
  it("puts post, reports and standing back, once, and only the latest", async () => {
    const postId = await desk.reported("Mistake");
    const { body: hidden } = await desk.decide(postId, "hide");
    expect((await desk.undo(hidden.decisionId, desk.second)).status).toBe(403);
    expect((await desk.undo(hidden.decisionId, desk.admin)).status).toBe(200);
    expect([await desk.statusOf(postId), await desk.reports(postId)]).toEqual(["live", ["open"]]);
    expect((await desk.undo(hidden.decisionId)).status).toBe(409);
    expect((await desk.sentences(desk.author))[0]).toBe("A decision about “Mistake 1” was taken back");
    const { body: first } = await desk.decide(postId, "hide");
    const { body: second } = await desk.decide(postId, "restore");
    expect((await desk.undo(first.decisionId)).status).toBe(409);
    expect((await desk.undo(second.decisionId)).status).toBe(200);
    expect(await desk.statusOf(postId)).toBe("hidden");
    expect((await desk.undo("dcs_unknown")).status).toBe(404);
  });

  it("opens a held post's hold and an answered appeal again", async () => {
    const postId = await desk.held("Held and shown");
    const { body } = await desk.decide(postId, "restore");
    await desk.undo(body.decisionId);
    const rows = await desk.studio.sql("SELECT status, hold_rule, hold_field FROM post WHERE id = $1", [postId]);
    expect(rows).toEqual([{ status: "held", hold_rule: "picture", hold_field: "picture" }]);
    expect(await desk.queue("held")).toContain(postId);
    await desk.decide(postId, "hide");
    await desk.author.send("POST", `${POSTS}/${postId}/appeal`, { reason: "No." });
    const kept = await desk.decide(postId, "keep", { reason: "It stays." }, desk.second);
    expect([kept.status, await desk.queue("appeals")]).toEqual([200, []]);
    await desk.undo(kept.body.decisionId, desk.second);
    expect(await desk.queue("appeals")).toEqual([postId]);
    await desk.decide(postId, "restore", {}, desk.second);
  });
});

describe("an appeal", () => {
  it("is decided by somebody else, free, once, and its author hears of it", async () => {
    const postId = await desk.reported("Contested");
    const { body } = await desk.decide(postId, "hide");
    const appeal = () =>
      desk.author.send("POST", `/api/studio/decisions/${body.decisionId}/appeal`, { reason: "It is no advert." });
    const answers = await Promise.all([appeal(), appeal(), appeal()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect(await desk.queue("appeals")).toEqual([postId]);
    expect((await desk.caseOf(postId)).barred.message).toContain("Somebody else has to decide");
    expect((await desk.decide(postId, "restore")).status).toBe(403);
    expect((await desk.decide(postId, "keep", { reason: "" }, desk.second)).body.errors[0].field).toBe("reason");
    expect((await desk.decide(postId, "keep", { reason: "It is one." }, desk.second)).status).toBe(200);
    expect((await desk.sentences(desk.author))[0]).toBe("The decision about “Contested 1” stands: It is one.");
    expect((await desk.author.send("POST", `${POSTS}/${postId}/appeal`, { reason: "Again." })).status).toBe(409);
    const { items } = (await desk.first.get("/api/admin/appeals?state=rejected")).body;
    expect(items[0]).toMatchObject({ postId, state: "rejected", reason: "It is no advert." });
  });

  it("against a deletion brings post and picture back", async () => {
    const postId = await desk.reported("Deleted wrongly");
    const { body } = await desk.decide(postId, "delete");
    expect(
      (await desk.author.send("POST", `/api/studio/decisions/${body.decisionId}/appeal`, { reason: "Why?" })).status,
    ).toBe(202);
    expect((await desk.decide(postId, "restore", {}, desk.second)).status).toBe(200);
    expect(await desk.isFound(postId)).toBe(true);
  });

  it("is decided by the same person where nobody else could, after a day, and the record says so", async () => {
    const postId = await desk.reported("Alone");
    const { body } = await desk.decide(postId, "hide");
    await desk.author.send("POST", `/api/studio/decisions/${body.decisionId}/appeal`, { reason: "Please." });
    const others = [desk.second.userId, desk.admin.userId];
    await desk.studio.sql(`UPDATE "user" SET role = 'user' WHERE id = ANY($1)`, [others]);
    try {
      const early = await desk.decide(postId, "restore");
      expect([early.status, early.body.detail]).toEqual([403, expect.stringContaining("after 24 hours")]);
      await desk.studio.sql(
        "UPDATE appeal SET created_at = created_at - interval '24 hours 1 minute' WHERE post_id = $1",
        [postId],
      );
      expect((await desk.decide(postId, "restore")).status).toBe(200);
    } finally {
      await desk.studio.sql(`UPDATE "user" SET role = 'moderator' WHERE id = $1`, [desk.second.userId]);
      await desk.studio.sql(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [desk.admin.userId]);
    }
    expect((await desk.caseOf(postId)).decisions[0]).toMatchObject({ action: "restored", isBySamePerson: true });
    const [audit] = await desk.studio.sql<{ details: { isBySamePerson: boolean } }>(
      "SELECT details FROM audit_entry WHERE subject = $1 ORDER BY seq DESC LIMIT 1",
      [postId],
    );
    expect(audit?.details.isBySamePerson).toBe(true);
  });
});

describe("one's own post", () => {
  it("is decided by somebody else", async () => {
    const [mine = ""] = await (await import("@/tests/community/posts")).hangPosts(desk.studio, desk.first, {
      count: 1,
    });
    await desk.report(mine);
    expect((await desk.decide(mine, "dismiss")).status).toBe(403);
    expect((await desk.decide(mine, "dismiss", {}, desk.second)).status).toBe(200);
  });
});

describe("two moderators", () => {
  it("never decide the same twice: one decision, the other hears that somebody was first", async () => {
    for (let round = 0; round < 8; round++) {
      const postId = await desk.reported(`Race ${round}`);
      const answers = await Promise.all([
        desk.first.send("POST", `${CASES}/${postId}/decision`, { deed: "dismiss", after: null }),
        desk.second.send("POST", `${CASES}/${postId}/decision`, { deed: "hide", rule: "spam", after: null }),
        desk.admin.send("POST", `${CASES}/${postId}/decision`, { deed: "warn", rule: "spam", after: null }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect(await desk.studio.sql("SELECT FROM moderation_decision WHERE post_id = $1", [postId])).toHaveLength(1);
    }
  });

  it("don't look at the same: a claim keeps others from deciding, runs out, and ends with the decision", async () => {
    const postId = await desk.reported("Claimed");
    expect((await desk.first.send("POST", `${CASES}/${postId}/claim`)).status).toBe(200);
    expect((await desk.first.send("POST", `${CASES}/${postId}/claim`)).status).toBe(200);
    const refused = await desk.second.send("POST", `${CASES}/${postId}/claim`);
    const { handle } = (await desk.first.get("/api/auth/me")).body.user;
    expect([refused.status, refused.body.detail]).toEqual([409, `@${handle} is looking at this at the moment.`]);
    expect((await desk.decide(postId, "hide", {}, desk.second)).status).toBe(409);
    const seen = (await desk.second.get(`${QUEUE}?limit=100`)).body.items.find(
      ({ id }: { id: string }) => id === postId,
    );
    expect(seen.claimedBy).toBe(handle);
    expect((await desk.second.send("DELETE", `${CASES}/${postId}/claim`)).status).toBe(204);
    expect((await desk.second.send("POST", `${CASES}/${postId}/claim`)).status).toBe(409);
    await desk.studio.sql("UPDATE moderation_claim SET expires_at = now() - interval '1 second'");
    expect((await desk.second.send("POST", `${CASES}/${postId}/claim`)).status).toBe(200);
    expect((await desk.decide(postId, "dismiss", {}, desk.second)).status).toBe(200);
    expect(await desk.studio.sql("SELECT FROM moderation_claim")).toEqual([]);
    const claims = await Promise.all(
      [desk.first, desk.second, desk.admin].map((who) => who.send("POST", `${CASES}/${postId}/claim`)),
    );
    expect(claims.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });
});

describe("a held comment", () => {
  const comment = async (body: string) => {
    const postId = await desk.one("Commented");
    return (await desk.reporter.send("POST", `${POSTS}/${postId}/comments`, { body })).body;
  };

  it("waits in its queue, and lives or goes by a person's decision", async () => {
    const good = await comment("Write to me: asha@example.in");
    expect([good.status, await desk.queue("comments")]).toEqual(["held", [good.id]]);
    expect((await desk.caseOf(good.id)).deeds).toEqual(["restore", "hide", "suspend"]);
    expect((await desk.decide(good.id, "warn")).status).toBe(409);
    const shown = await desk.decide(good.id, "restore");
    expect([shown.status, await desk.queue("comments")]).toEqual([200, []]);
    const list = async (who = desk.author) => (await who.get(`${POSTS}/${good.postId}/comments`)).body.items;
    expect((await list())[0]).toMatchObject({ id: good.id, status: "live" });
    expect((await desk.sentences(desk.author))[0]).toContain("commented on");
    expect((await desk.decide(good.id, "hide", { rule: "personal_data" })).status).toBe(200);
    expect([await list(), await list(desk.reporter)]).toEqual([[], []]);
    expect((await desk.sentences(desk.reporter))[0]).toContain("It is about the comment");
  });
});
