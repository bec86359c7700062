import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { World } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { composeDigest } from "@/lib/domain/notifications/digest-mail";
import { notify } from "@/lib/domain/notifications/notify";
import { sendDigests } from "@/lib/domain/notifications/send-digests";
import { unsubscribeToken } from "@/lib/domain/notifications/unsubscribe";
import { cleanUp } from "@/lib/jobs/housekeeping";
import { hangPosts } from "@/tests/community/posts";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { dispatch } from "@/tests/support/routes";

const ROOT = path.resolve(import.meta.dirname, "../..");
const SETTINGS = "/api/notifications/settings";
type Mail = { to: string; subject: string; text: string; html: string; listHeaders: Record<string, string> };

let studio: Studio;
/** It is morning: the database's own hour in India. */
let morning: World;

beforeAll(async () => {
  studio = await openStudio();
  const [now] = await studio.sql<{ hour: number }>(
    "SELECT extract(hour FROM now() AT TIME ZONE 'Asia/Kolkata')::int AS hour",
  );
  morning = { ...studio.world, env: { ...studio.world.env, DIGEST_HOUR: now?.hour ?? 0 } };
});
afterAll(() => studio.close());

async function mailsTo(one: Caller): Promise<Mail[]> {
  const [user] = await studio.sql<{ email: string }>(`SELECT email FROM "user" WHERE id = $1`, [one.userId]);
  const answer = await fetch(`${studio.sandbox.url}/mail.json?to=${encodeURIComponent(user?.email ?? "")}`);
  return (await answer.json()) as Mail[];
}

let told = 0;
/** So many pieces of news for somebody, each a line of its own. */
async function news(one: Caller, count = 1): Promise<void> {
  const notices = Array.from({ length: count }, () => {
    told += 1;
    return {
      userId: one.userId,
      kind: "milestone" as const,
      key: `told:${told}`,
      data: { milestone: "posts_10", credits: 5 },
    };
  });
  await inTransaction(studio.world, (tx) => notify(tx, notices));
}
const nextDay = (one: Caller) =>
  studio.sql(`UPDATE "user" SET digest_sent_at = digest_sent_at - interval '1 day' WHERE id = $1`, [one.userId]);

describe("sendDigests", () => {
  it("one mail a day with what is unread, and the next day only what is new", async () => {
    const user = await studio.newUser();
    await news(user, 12);
    expect(await sendDigests(morning)).toBe(1);
    const [mail] = await mailsTo(user);
    expect(mail).toMatchObject({ subject: "12 new notifications" });
    expect(mail?.text).toContain("You got 5 credits for 10 public posts");
    expect(mail?.text).toContain("And 2 more.");
    await news(user);
    expect(await sendDigests(morning)).toBe(0);
    await nextDay(user);
    expect(await sendDigests(morning)).toBe(1);
    const subjects = (await mailsTo(user)).map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual(["1 new notification", "12 new notifications"]);
    await nextDay(user);
    expect(await sendDigests(morning)).toBe(0);
  });

  it("eight workers at once send each mail once", async () => {
    const users = await Promise.all(Array.from({ length: 6 }, () => studio.newUser()));
    await Promise.all(users.map((one) => news(one)));
    const taken = await Promise.all(Array.from({ length: 8 }, () => sendDigests(morning)));
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(6);
    for (const one of users) expect(await mailsTo(one)).toHaveLength(1);
  });

  it("nothing outside of the morning, to an address that is not verified, for what is read, switched off or a week old, or from somebody blocked", async () => {
    const [quiet, unverified, reader, chooser, late, author] = (await Promise.all([
      studio.newUser(),
      studio.newUser(0, { isVerified: false }),
      ...[1, 2, 3, 4].map(() => studio.newUser()),
    ])) as [Caller, Caller, Caller, Caller, Caller, Caller];
    await Promise.all([quiet, unverified, reader, chooser, late].map((one) => news(one)));
    await reader.send("POST", "/api/notifications/read", {});
    await chooser.send("PATCH", SETTINGS, { items: [{ kind: "milestone", mail: false }] });
    await studio.sql("UPDATE notification SET updated_at = now() - interval '8 days' WHERE user_id = $1", [
      late.userId,
    ]);
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    const { handle } = (await quiet.get("/api/auth/me")).body.user;
    await inTransaction(studio.world, (tx) =>
      notify(tx, [{ userId: author.userId, kind: "like", key: `like:${postId}`, actorId: quiet.userId, postId }]),
    );
    await author.send("POST", `/api/users/${handle}/block`);
    const evening = { ...morning, env: { ...morning.env, DIGEST_HOUR: (morning.env.DIGEST_HOUR + 12) % 24 } };
    expect(await sendDigests(evening)).toBe(0);
    expect(await sendDigests(morning)).toBe(1);
    const counts = await Promise.all(
      [quiet, unverified, reader, chooser, late, author].map(async (one) => (await mailsTo(one)).length),
    );
    expect(counts).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it("mails what is switched off in the app alone", async () => {
    const user = await studio.newUser();
    await user.send("PATCH", SETTINGS, { items: [{ kind: "milestone", inApp: false }] });
    await news(user);
    expect((await user.get("/api/notifications")).body.unread).toBe(0);
    await sendDigests(morning);
    expect(await mailsTo(user)).toHaveLength(1);
  });

  it("a worker killed after it took a mail, then two others: it is not sent a second time, and still unread in the app", async () => {
    const user = await studio.newUser();
    await news(user);
    const hour = String(morning.env.DIGEST_HOUR);
    const start = (env: Record<string, string>) =>
      spawn(process.execPath, ["--import", "tsx", path.join(ROOT, "lib/start/worker.ts")], {
        cwd: ROOT,
        env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", ...studio.variables, DIGEST_HOUR: hour, ...env },
        stdio: "ignore",
      });
    const first = start({ FAILPOINT: "after-digest-claim" });
    await once(first, "exit");
    expect(first.signalCode).toBe("SIGKILL");
    const witness = await studio.newUser();
    await news(witness);
    const others: ChildProcess[] = [start({}), start({})];
    await eventually("the other's mail", async () => (await mailsTo(witness)).length > 0);
    await Promise.all(
      others.map(async (child) => {
        child.kill("SIGTERM");
        await once(child, "exit");
      }),
    );
    expect(await mailsTo(witness)).toHaveLength(1);
    expect(await mailsTo(user)).toHaveLength(0);
    expect((await user.get("/api/notifications")).body.unread).toBe(1);
  });

  it("takes no mail while the mail server is away, but the one that it tried", async () => {
    const users = await Promise.all([studio.newUser(), studio.newUser()]);
    await Promise.all(users.map((one) => news(one)));
    studio.sandbox.faults.add([{ service: "mail", method: "DATA", path: "/", status: 451, times: 1 }]);
    expect(await sendDigests(morning)).toBe(1);
    expect(await sendDigests(morning)).toBe(1);
    const sent = await Promise.all(users.map(async (one) => (await mailsTo(one)).length));
    expect(sent.toSorted()).toEqual([0, 1]);
  });
});

describe("unsubscribe", () => {
  const click = (token: string, init: RequestInit = {}) =>
    dispatch(
      new Request(new URL(`/api/notifications/unsubscribe?token=${encodeURIComponent(token)}`, studio.origin), {
        method: "POST",
        ...init,
      }),
    );

  it("one click of a mail program, without a session, ends the mail and leaves the app as it is", async () => {
    const user = await studio.newUser();
    await user.send("PATCH", SETTINGS, { items: [{ kind: "like", inApp: false }] });
    await news(user);
    await sendDigests(morning);
    const [mail] = await mailsTo(user);
    expect(mail?.listHeaders["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    const address = mail?.listHeaders["list-unsubscribe"]?.replace(/^<|>$/g, "") ?? "";
    expect(mail?.text).toContain(`${studio.origin}/unsubscribe?token=`);
    const oneClick = { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) };
    expect((await dispatch(new Request(address, oneClick))).status).toBe(204);
    expect((await dispatch(new Request(address, oneClick))).status).toBe(204);
    const { items } = (await user.get(SETTINGS)).body;
    expect(items.filter((one: { mail: boolean }) => one.mail)).toEqual([]);
    expect(items).toContainEqual({ kind: "like", inApp: false, mail: false });
    expect(items).toContainEqual({ kind: "comment", inApp: true, mail: false });
  });

  it("refuses a forged, a foreign, a cut and a missing token, and changes nothing on GET", async () => {
    const [user, other] = await Promise.all([studio.newUser(), studio.newUser()]);
    const good = unsubscribeToken(studio.world.env, user.userId);
    const [, mac = ""] = good.split(".");
    const forged = unsubscribeToken({ SIGNING_SECRET: "b".repeat(40) }, user.userId);
    for (const token of [forged, `${other.userId}.${mac}`, good.slice(0, -1), `${user.userId}.`, user.userId, "", "x"])
      expect((await click(token)).status, token).toBe(422);
    expect((await click(good, { method: "GET" })).status).toBe(405);
    expect((await click(good, { headers: { Origin: "https://elsewhere.example" } })).status).toBe(403);
    for (const one of [user, other])
      expect((await one.get(SETTINGS)).body.items).toContainEqual({ kind: "like", inApp: true, mail: true });
  });
});

describe("composeDigest", () => {
  it("lets nobody's words become HTML", () => {
    const text = `<img src=x onerror="1"> liked “A”`;
    const mail = composeDigest({
      ...{ to: "a@example.in", name: "<b>A</b>", appUrl: "https://studio.example", token: "t" },
      ...{ lines: [{ text, href: "/studio" }], count: 1 },
    });
    expect(mail.html).not.toMatch(/<img|<b>/);
    expect(mail.text).toContain(text);
  });
});

describe("cleanUp", () => {
  it("forgets lines read 90 days ago, keeps the others, and tells of nothing twice", async () => {
    const user = await studio.newUser();
    await news(user, 3);
    const [old, fresh] = await studio.sql<{ id: string }>("SELECT id FROM notification WHERE user_id = $1", [
      user.userId,
    ]);
    await studio.sql("UPDATE notification SET read_at = now() - interval '91 days' WHERE id = $1", [old?.id]);
    await studio.sql("UPDATE notification SET read_at = now() - interval '89 days' WHERE id = $1", [fresh?.id]);
    const [event] = await studio.sql<{ key: string }>("SELECT key FROM notification_event WHERE notification_id = $1", [
      old?.id,
    ]);
    await cleanUp(studio.world);
    const left = (await user.get("/api/notifications")).body.items.map(({ id }: { id: string }) => id);
    expect(left).toHaveLength(2);
    expect(left).not.toContain(old?.id);
    await inTransaction(studio.world, (tx) =>
      notify(tx, [{ userId: user.userId, kind: "milestone", key: event?.key ?? "" }]),
    );
    expect((await user.get("/api/notifications")).body.items).toHaveLength(2);
  });
});
