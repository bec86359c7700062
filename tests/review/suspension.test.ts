import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "@/lib/domain/identity/password";
import { signIn } from "@/lib/domain/identity/sign-in";
import { endSuspensions } from "@/lib/domain/review/suspension";
import { newMember } from "@/tests/admin/team";
import { FEED, hangPosts, POSTS } from "@/tests/community/posts";
import { type Caller, eventually } from "@/tests/generation/studio";
import { type Desk, openDesk } from "./desk";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await desk.studio.startWorker();
});
afterAll(() => desk.studio.close());

const suspend = (who: Caller, body: Record<string, unknown> = {}) =>
  desk.admin.send("POST", `/api/admin/users/${who.userId}/suspend`, {
    rule: "harassment",
    reason: "Threats in comments.",
    ...body,
  });
const unsuspend = (who: Caller) =>
  desk.admin.send("POST", `/api/admin/users/${who.userId}/unsuspend`, { reason: "Settled." });
const standing = async (who: Caller) =>
  (await desk.studio.sql(`SELECT status, suspended_until FROM "user" WHERE id = $1`, [who.userId]))[0];

/** Opens somebody's event stream; resolves to the time at which it will have ended, ms. */
const openStream = async (who: Caller) => {
  const stream = await who.fetch("GET", "/api/notifications/events");
  const reader = stream.body!.getReader();
  await reader.read();
  const ended = (async () => {
    for (;;) if ((await reader.read()).done) return Date.now();
  })();
  return { ended };
};

describe("a suspension", () => {
  it("holds at once: sessions, posts, open event streams; and lifting it gives all back", async () => {
    const who = await desk.studio.newUser(5);
    const [postId = ""] = await hangPosts(desk.studio, who, { count: 1 });
    const { ended } = await openStream(who);
    expect((await suspend(who)).status).toBe(200);
    const startedAt = Date.now();
    expect((await who.get("/api/auth/me")).status).toBe(401);
    expect((await desk.reporter.get(`${POSTS}/${postId}`)).status).toBe(404);
    expect((await desk.reporter.get(FEED)).body.items.map(({ id }: { id: string }) => id)).not.toContain(postId);
    expect((await who.generate()).status).toBe(401);
    expect((await ended) - startedAt).toBeLessThan(1_000);
    expect((await suspend(who)).status).toBe(409);
    expect((await unsuspend(who)).status).toBe(200);
    expect((await who.get("/api/auth/me")).status).toBe(200);
    expect((await desk.reporter.get(`${POSTS}/${postId}`)).status).toBe(200);
    expect((await unsuspend(who)).status).toBe(409);
  });

  it("reaches streams that had lost the database at that moment as soon as they have it again", async () => {
    const who = await desk.studio.newUser();
    const { ended } = await openStream(who);
    const listening = () =>
      desk.studio.sql(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN live' AND application_name LIKE '%live'",
      );
    await eventually("the app to listen", async () => (await listening()).length > 0);
    await desk.studio.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%live'",
    );
    await suspend(who);
    const startedAt = Date.now();
    expect((await ended) - startedAt).toBeLessThan(5_000);
  });

  it("lets what was paid for come to its end: delivered, or refunded", async () => {
    const who = await desk.studio.newUser(5);
    const good = await who.generate({ prompt: "a clay lamp on a step [[sbx:slow=2]]" });
    const bad = await who.generate({ prompt: "a clay lamp on a step [[sbx:fail]]" });
    expect([good.status, bad.status]).toEqual([202, 202]);
    await suspend(who);
    const states = () =>
      desk.studio.sql<{ id: string; state: string }>(
        "SELECT id, state FROM generation WHERE user_id = $1 ORDER BY created_at",
        [who.userId],
      );
    await eventually("both to end", async () =>
      (await states()).every(({ state }) => ["succeeded", "failed"].includes(state)),
    );
    const refunds = await desk.studio.sql(
      "SELECT reference FROM ledger_entry WHERE account_id = $1 AND reason = 'generation_refund'",
      [who.userId],
    );
    const failed = (await states()).filter(({ state }) => state === "failed");
    expect(refunds).toEqual(failed.map(({ id }) => ({ reference: id })));
    expect(failed).toHaveLength(1);
    await unsuspend(who);
    expect(await who.balance()).toBe(4);
  });

  it("ends by itself, by the database's clock, once, however many workers look", async () => {
    const who = await desk.studio.newUser();
    await suspend(who, { until: new Date(Date.now() + 3_600_000).toISOString() });
    await endSuspensions(desk.studio.world);
    expect(await standing(who)).toMatchObject({ status: "suspended" });
    await desk.studio.sql(`UPDATE "user" SET suspended_until = now() - interval '1 second' WHERE id = $1`, [
      who.userId,
    ]);
    await Promise.all([1, 2, 3].map(() => endSuspensions(desk.studio.world)));
    expect(await standing(who)).toEqual({ status: "active", suspended_until: null });
    const ends = await desk.studio.sql(
      "SELECT rule FROM moderation_decision WHERE user_id = $1 AND action = 'unsuspended'",
      [who.userId],
    );
    expect(ends).toEqual([{ rule: "end" }]);
  });

  it("is mailed with rule, end and the way to appeal, and signing in says no more than that something is wrong", async () => {
    const who = await desk.studio.newUser();
    const [{ email } = { email: "" }] = await desk.studio.sql<{ email: string }>(
      `SELECT email FROM "user" WHERE id = $1`,
      [who.userId],
    );
    const password = "blue rickshaw at noon";
    await desk.studio.sql(`UPDATE "user" SET password_hash = $2 WHERE id = $1`, [
      who.userId,
      await hashPassword(password),
    ]);
    const { body } = await suspend(who, { until: new Date(Date.now() + 86_400_000).toISOString() });
    const mail = await eventually("the mail", async () => {
      const answer = await fetch(`${desk.studio.sandbox.url}/mail.json?to=${encodeURIComponent(email)}`);
      return ((await answer.json()) as { text: string }[])[0];
    });
    expect(mail.text).toContain("No bullying, threats or exposing of people. Threats in comments.");
    expect(mail.text).toContain(`/grievance and quote ${body.decisionId}`);
    const nobody = {
      ...desk.studio.world,
      actor: { kind: "nobody" as const },
      requestId: "",
      ip: "203.0.113.1",
      userAgent: "",
      deviceId: "",
    };
    await expect(signIn(nobody, { email, password })).rejects.toMatchObject({
      code: "unauthorized",
    });
  });

  it("comes with a post that is hidden, and goes with its undoing", async () => {
    const postId = await desk.reported("Worst");
    const { body } = await desk.decide(postId, "suspend", { rule: "hate", reason: "Enough." });
    expect([await desk.statusOf(postId), (await desk.author.get("/api/auth/me")).status]).toEqual(["hidden", 401]);
    expect((await desk.caseOf(postId)).authorRecord).toMatchObject({ isSuspended: true, suspensions: 1 });
    expect((await desk.undo(body.decisionId)).status).toBe(200);
    expect([await desk.statusOf(postId), (await desk.author.get("/api/auth/me")).status]).toEqual(["live", 200]);
  });

  it("stands or falls by itself: what is taken back takes no other suspension along, and none shortens another", async () => {
    const until = new Date(Date.now() + 3_600_000);
    const posts = [await desk.reported("First"), await desk.reported("Second")];
    const [short, open] = posts as [string, string];
    const first = (await desk.decide(open, "suspend", { rule: "hate" })).body.decisionId;
    const second = (await desk.decide(short, "suspend", { rule: "spam", until: until.toISOString() })).body.decisionId;
    expect(await standing(desk.author)).toEqual({ status: "suspended", suspended_until: null });
    expect((await desk.undo(first)).status).toBe(200);
    expect(await standing(desk.author)).toEqual({ status: "suspended", suspended_until: until });
    expect((await desk.undo(second)).status).toBe(200);
    expect(await standing(desk.author)).toEqual({ status: "active", suspended_until: null });
    // Lifted, then suspended anew for something else: the old decision no longer counts, and its undoing changes nothing.
    const third = (await desk.decide(open, "suspend", { rule: "hate" })).body.decisionId;
    expect((await unsuspend(desk.author)).status).toBe(200);
    expect((await suspend(desk.author)).status).toBe(200);
    expect((await desk.undo(third)).status).toBe(200);
    expect(await standing(desk.author)).toEqual({ status: "suspended", suspended_until: null });
    await unsuspend(desk.author);
  });

  it("is for nobody of the team, and for no past", async () => {
    const member = await newMember(desk.studio, "moderator");
    expect((await suspend(member)).status).toBe(409);
    expect((await suspend(desk.reporter, { until: "2020-01-01T00:00:00.000Z" })).status).toBe(422);
    expect(
      (await desk.admin.send("POST", "/api/admin/users/usr_unknown/suspend", { rule: "spam", reason: "None." })).status,
    ).toBe(404);
  });
});
