import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { type Notice, notify } from "@/lib/domain/notifications/notify";
import { hangPosts } from "@/tests/community/posts";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";

let studio: Studio;
let people: Caller[];

beforeAll(async () => {
  studio = await openStudio();
  people = await Promise.all(Array.from({ length: 32 }, () => studio.newUser()));
});
afterAll(() => studio.close());

const tell = (notices: readonly Notice[]) => inTransaction(studio.world, (tx) => notify(tx, notices));

const like = (postId: string, author: Caller, actor: { userId: string }): Notice => ({
  ...{ userId: author.userId, kind: "like", key: `like:${postId}:${actor.userId}`, groupKey: `like:${postId}` },
  ...{ actorId: actor.userId, postId },
});

/** The same transaction, which counts what is asked of the database. */
function counted(tx: Tx): { tx: Tx; statements: () => number } {
  let count = 0;
  const counting = new Proxy(tx, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        count += 1;
        return (value as (...given: unknown[]) => unknown).apply(target, given);
      };
    },
  });
  return { tx: counting, statements: () => count };
}

describe("notify", () => {
  it("64 notices of 32 people at once, each told twice: one line with 32 people, and no line without anybody", async () => {
    const author = await studio.newUser();
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    await Promise.all([...people, ...people].map((one) => tell([like(postId, author, one)])));
    const { items, unread } = (await author.get("/api/notifications")).body;
    expect([unread, items.length, items[0].actorCount]).toEqual([1, 1, 32]);
    await author.send("POST", "/api/notifications/read", {});
    await Promise.all(people.map((one) => tell([like(postId, author, one)])));
    expect((await author.get("/api/notifications")).body).toMatchObject({ unread: 0, items: [{ actorCount: 32 }] });
  });

  it("told twice at once, and read in between: still one line, none without anybody", async () => {
    const author = await studio.newUser();
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    const notice = like(postId, author, people[0]!);
    let second: Promise<void> | undefined;
    await inTransaction(studio.world, async (tx) => {
      await notify(tx, [notice]);
      second ??= tell([notice]);
      await eventually("the second to wait", async () => {
        const waits = await studio.sql(
          "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return waits.length > 0;
      });
      await tx.$executeRaw`UPDATE notification SET read_at = now() WHERE user_id = ${author.userId}`;
    });
    await second;
    const lines = await studio.sql("SELECT FROM notification WHERE user_id = $1", [author.userId]);
    expect(lines).toHaveLength(1);
  });

  it("tells two thousand in two statements", async () => {
    const author = await studio.newUser();
    const posts = await hangPosts(studio, author, { count: 63 });
    const notices = posts.flatMap((postId) => people.map((one) => like(postId, author, one))).slice(0, 2_000);
    const statements = await inTransaction(studio.world, async (given) => {
      const { tx, statements } = counted(given);
      await notify(tx, notices);
      return statements();
    });
    expect(statements).toBe(2);
    const [row] = await studio.sql<{ events: number; lines: number }>(
      `SELECT count(*)::int AS events, count(DISTINCT n.id)::int AS lines FROM notification n JOIN notification_event e ON e.notification_id = n.id WHERE n.user_id = $1`,
      [author.userId],
    );
    expect(row).toEqual({ events: 2_000, lines: 63 });
  });

  it("tells nobody of their own doings, nor of those whom they muted, blocked, or who blocked them", async () => {
    const [author, muted, blocked, blocker] = (await Promise.all([1, 2, 3, 4].map(() => studio.newUser()))) as [
      Caller,
      Caller,
      Caller,
      Caller,
    ];
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    const handleOf = async (one: Caller) => (await one.get("/api/auth/me")).body.user.handle;
    await author.send("POST", `/api/users/${await handleOf(muted)}/mute`);
    await author.send("POST", `/api/users/${await handleOf(blocked)}/block`);
    await blocker.send("POST", `/api/users/${await handleOf(author)}/block`);
    await tell([author, muted, blocked, blocker].map((one) => like(postId, author, one)));
    expect(await studio.sql("SELECT FROM notification WHERE user_id = $1", [author.userId])).toEqual([]);
  });
});
