import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fanOutPost } from "@/lib/domain/community/following-inbox";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { decideAsSystem } from "./decide";
import { FEED, folded, hangPosts, POSTS, readAll } from "./posts";

let studio: Studio;
let asha: Caller;
let people: Caller[];

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  await studio.startWorker();
  asha = await studio.newUser(10);
  people = await Promise.all(Array.from({ length: 32 }, () => studio.newUser()));
});
afterAll(() => studio.close());

const countOf = async (postId: string) => {
  const [row] = await studio.sql<{ likes: number; rows: number }>(
    "SELECT likes, (SELECT count(*) FROM post_like WHERE post_id = $1)::int AS rows FROM post WHERE id = $1",
    [postId],
  );
  return row!;
};

describe("likes", () => {
  it("64 likes and unlikes at once by 32 people, round after round: the count equals the rows, nobody is told twice", async () => {
    const [postId = ""] = await hangPosts(studio, asha, { count: 1 });
    for (let round = 0; round < 6; round++) {
      const asked = people.flatMap((one, index) => {
        const like = () => one.send("POST", `${POSTS}/${postId}/like`);
        const unlike = () => one.send("DELETE", `${POSTS}/${postId}/like`);
        return (round + index) % 3 === 0 ? [like(), unlike()] : [like(), like()];
      });
      const answers = await Promise.all(asked);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      const startedAt = Date.now();
      await folded(studio);
      expect(Date.now() - startedAt).toBeLessThan(1_000);
      const { likes, rows } = await countOf(postId);
      expect(likes).toBe(rows);
    }
    await Promise.all(people.map((one) => one.send("POST", `${POSTS}/${postId}/like`)));
    await folded(studio);
    const told = await studio.sql<{ actors: number; events: number }>(
      `SELECT count(*)::int AS events, count(DISTINCT actor_id)::int AS actors FROM notification_event WHERE key LIKE 'like:' || $1 || ':%'`,
      [postId],
    );
    expect(told).toEqual([{ events: 32, actors: 32 }]);
    const { items, unread } = (await asha.get("/api/notifications")).body;
    expect(unread).toBe(1);
    expect(items[0]).toMatchObject({ kind: "like", actorCount: 32 });
    expect(items[0].text).toMatch(/and 31 others liked “A post 1”/);
    await asha.send("POST", "/api/notifications/read", {});
    await people[0]!.send("DELETE", `${POSTS}/${postId}/like`);
    await people[0]!.send("POST", `${POSTS}/${postId}/like`);
    await folded(studio);
    expect((await asha.get("/api/notifications")).body.unread).toBe(0);
  });

  it("tells nobody of a like that was taken back before it was folded in", async () => {
    const author = await studio.newUser();
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    const [bo, cleo] = people as [Caller, Caller];
    // Folded in as it stands between the two: the like has come in, and is not there any more.
    await cleo.send("POST", `${POSTS}/${postId}/like`);
    await studio.sql(
      "INSERT INTO engagement (post_id, kind, delta, actor_id) VALUES ($1, 'like', 1, $2), ($1, 'like', -1, $2)",
      [...[postId, bo.userId]],
    );
    await folded(studio);
    const told = await studio.sql(
      "SELECT e.actor_id FROM notification n JOIN notification_event e ON e.notification_id = n.id WHERE n.user_id = $1 AND n.kind = 'like'",
      [author.userId],
    );
    expect(told).toEqual([{ actor_id: cleo.userId }]);
  });

  it("answers with one's own like counted before it is folded in, and changes nothing the second time", async () => {
    const [postId = ""] = await hangPosts(studio, asha, { count: 1 });
    const [one] = people as [Caller];
    await studio.stopWorker();
    expect((await one.send("POST", `${POSTS}/${postId}/like`)).body).toEqual({ liked: true, likes: 1 });
    expect((await one.send("POST", `${POSTS}/${postId}/like`)).body).toEqual({ liked: true, likes: 1 });
    expect((await one.send("DELETE", `${POSTS}/${postId}/like`)).body).toEqual({ liked: false, likes: 0 });
    await studio.startWorker();
  });
});

describe("listFeed", () => {
  it("reads 2,000 posts while 50 a second are published: each at most once, none missed that was there", async () => {
    const there = await hangPosts(studio, asha, { count: 2_000, minutesApart: 0.5 });
    let isOver = false;
    let published = 0;
    const writer = (async () => {
      while (!isOver) {
        await hangPosts(studio, people[1]!, { count: 5, minutesApart: 0 });
        published += 5;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    const seen = await readAll(people[0]!, FEED);
    isOver = true;
    await writer;
    expect(published).toBeGreaterThan(0);
    expect(new Set(seen).size).toBe(seen.length);
    const set = new Set(seen);
    expect(there.filter((id) => !set.has(id))).toEqual([]);
  });

  for (const sort of ["trending", "remixed"]) {
    it(`keeps the order of ${sort} for a reader while posts overtake each other`, async () => {
      const author = await studio.newUser();
      const there = await hangPosts(studio, author, { count: 300, minutesApart: 0.01, tags: [`tag-${sort}`] });
      const stir = async () => {
        await studio.sql(
          `UPDATE post SET likes = likes + (random() * 500)::int, remixes = remixes + (random() * 50)::int
            WHERE id IN (SELECT id FROM post WHERE user_id = $1 ORDER BY random() LIMIT 60)`,
          [author.userId],
        );
      };
      await stir();
      const seen = await readAll(people[0]!, `${FEED}?sort=${sort}&tag=tag-${sort}`, { limit: 20, between: stir });
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.toSorted()).toEqual(there.toSorted());
      const moved = await studio.sql("SELECT FROM post_rank_change LIMIT 1");
      expect(moved).toHaveLength(1);
    });
  }

  it("puts a post that is liked before one that is not, within a second or two", async () => {
    const author = await studio.newUser();
    const [newer = "", older = ""] = await hangPosts(studio, author, { count: 2, tags: ["rise"] });
    await Promise.all(people.slice(0, 5).map((one) => one.send("POST", `${POSTS}/${older}/like`)));
    await folded(studio);
    await expect
      .poll(async () => readAll(asha, `${FEED}?sort=trending&tag=rise`), { timeout: 3_000 })
      .toEqual([older, newer]);
  });

  it("following: whom one follows, from the newest posts on, also those published later; and nothing after blocking", async () => {
    const [reader, author] = await Promise.all([studio.newUser(), studio.newUser()]);
    const { handle } = (await author.get("/api/auth/me")).body.user;
    const before = await hangPosts(studio, author, { count: 3 });
    expect(await readAll(reader, `${FEED}?sort=following`)).toEqual([]);
    expect((await reader.send("POST", `/api/users/${handle}/follow`)).body.following).toBe(true);
    expect(await readAll(reader, `${FEED}?sort=following`)).toEqual(before);
    await author.send("POST", `/api/users/${(await reader.get("/api/auth/me")).body.user.handle}/block`);
    expect(await readAll(reader, `${FEED}?sort=following`)).toEqual([]);
    expect((await reader.get(`/api/users/${handle}`)).status).toBe(404);
  });

  it("a block can be found and taken back, also by a handle of before", async () => {
    const [one, other] = await Promise.all([studio.newUser(), studio.newUser()]);
    const { handle } = (await other.get("/api/auth/me")).body.user;
    await one.send("POST", `/api/users/${handle}/block`);
    await other.send("PATCH", "/api/auth/me", { handle: `${handle.slice(0, 20)}_new` });
    const { blocked } = (await one.get("/api/users/me/blocked")).body;
    expect(blocked.map((person: { handle: string }) => person.handle)).toEqual([`${handle.slice(0, 20)}_new`]);
    expect((await one.send("DELETE", `/api/users/${handle}/block`)).body.blocked).toBe(false);
    expect((await one.get(`/api/users/${handle}`)).body.handle).toBe(`${handle.slice(0, 20)}_new`);
  });

  it("refuses a cursor of another order, or a made-up one", async () => {
    const { body } = await asha.get(`${FEED}?limit=1`);
    expect((await asha.get(`${FEED}?sort=trending&cursor=${body.nextCursor}`)).status).toBe(422);
    expect((await asha.get(`${FEED}?cursor=nonsense`)).status).toBe(422);
  });
});

describe("comments", () => {
  it("one level of replies, mentions told once, deleted ones keep their place for their replies", async () => {
    const [postId = ""] = await hangPosts(studio, asha, { count: 1 });
    const [bo, cleo] = people as [Caller, Caller];
    const cleoHandle = (await cleo.get("/api/auth/me")).body.user.handle;
    const write = (who: Caller, body: string, parentId?: string) =>
      who.send("POST", `${POSTS}/${postId}/comments`, { body, parentId });
    const first = (await write(bo, `सुंदर! @${cleoHandle} look`)).body;
    expect(first.mentions).toEqual([cleoHandle]);
    const reply = (await write(asha, "Thank you", first.id)).body;
    const again = (await write(bo, "And again", reply.id)).body;
    expect(again.parentId).toBe(first.id);
    expect((await cleo.send("DELETE", `/api/studio/community/comments/${first.id}`)).status).toBe(404);
    expect((await bo.send("DELETE", `/api/studio/community/comments/${first.id}`)).status).toBe(204);
    const [top] = (await cleo.get(`${POSTS}/${postId}/comments`)).body.items;
    expect(top).toMatchObject({ id: first.id, isDeleted: true, body: "", replies: 2 });
    expect(top).not.toHaveProperty("author");
    const kinds = async (who: Caller) =>
      (await who.get("/api/notifications")).body.items
        .filter(({ href }: { href: string }) => href.endsWith(postId))
        .map(({ kind }: { kind: string }) => kind);
    expect([await kinds(cleo), await kinds(bo)]).toEqual([["mention"], ["reply"]]);
    await folded(studio);
    expect((await cleo.get(`${POSTS}/${postId}`)).body.comments).toBe(2);
  });

  it("holds a comment with a phone number for its author alone, and refuses what is never shown", async () => {
    const [postId = ""] = await hangPosts(studio, asha, { count: 1 });
    const [bo, cleo] = people as [Caller, Caller];
    const held = await bo.send("POST", `${POSTS}/${postId}/comments`, { body: "ring +91 98765 43210" });
    expect(held.body.status).toBe("held");
    const seenBy = async (who: Caller) => (await who.get(`${POSTS}/${postId}/comments`)).body.items.length;
    expect([await seenBy(bo), await seenBy(cleo), await seenBy(asha)]).toEqual([1, 0, 0]);
    const refused = await bo.send("POST", `${POSTS}/${postId}/comments`, { body: "child porn here" });
    expect(refused.body).toMatchObject({ code: "content_policy_violation", errors: [{ field: "body" }] });
  });

  it("a held comment that is edited clean is live, and who is mentioned only then hears of it, each once", async () => {
    const [postId = ""] = await hangPosts(studio, asha, { count: 1 });
    const [bo, cleo] = people as [Caller, Caller];
    const handle = (await cleo.get("/api/auth/me")).body.user.handle;
    const told = async (who: Caller) =>
      (
        await studio.sql<{ kind: string }>(
          "SELECT kind FROM notification WHERE user_id = $1 AND post_id = $2 ORDER BY kind",
          [who.userId, postId],
        )
      ).map(({ kind }) => kind);
    const held = await bo.send("POST", `${POSTS}/${postId}/comments`, { body: "see bit.ly/3xYz and kites.com" });
    expect([held.body.status, await told(asha)]).toEqual(["held", []]);
    const edit = (body: string) => bo.send("PATCH", `/api/studio/community/comments/${held.body.id}`, { body });
    expect((await edit("Lovely kites")).body.status).toBe("live");
    expect([await told(asha), await told(cleo)]).toEqual([["comment"], []]);
    await edit(`Lovely kites, @${handle}`);
    await edit(`Lovely red kites, @${handle}`);
    expect([await told(asha), await told(cleo)]).toEqual([["comment"], ["mention"]]);
    await folded(studio);
    expect((await cleo.get(`${POSTS}/${postId}`)).body.comments).toBe(1);
    expect((await edit("ring 98765 43210")).body.status).toBe("held");
    await folded(studio);
    expect((await cleo.get(`${POSTS}/${postId}`)).body.comments).toBe(0);
  });
});

describe("following while posts go live", () => {
  it("misses nothing that was published in that very moment, and keeps nothing of whom one leaves or blocks", async () => {
    const author = await studio.newUser();
    const { handle } = (await author.get("/api/auth/me")).body.user;
    const inboxOf = (who: Caller) =>
      studio.sql("SELECT FROM following_inbox WHERE user_id = $1 AND author_id = $2", [who.userId, author.userId]);
    for (let round = 0; round < 6; round++) {
      const [joining, leaving, blocking] = await Promise.all([studio.newUser(), studio.newUser(), studio.newUser()]);
      for (const one of [leaving, blocking]) await one.send("POST", `/api/users/${handle}/follow`);
      const posts = await hangPosts(studio, author, { count: 4, title: `Round ${round}` });
      await studio.sql("UPDATE post SET status = 'held', hold_rule = 'picture' WHERE id = ANY($1)", [posts]);
      await Promise.all([
        ...posts.map((postId) => decideAsSystem(studio.world, { postId, deed: "restore" })),
        ...posts.map((postId) => fanOutPost(studio.world, { postId })),
        joining.send("POST", `/api/users/${handle}/follow`),
        leaving.send("DELETE", `/api/users/${handle}/follow`),
        blocking.send("POST", `/api/users/${handle}/block`),
      ]);
      await eventually("the inbox", async () => (await inboxOf(joining)).length === (round + 1) * 4);
      expect([(await inboxOf(leaving)).length, (await inboxOf(blocking)).length]).toEqual([0, 0]);
    }
  });

  /** How many sessions wait for a lock. */
  const waiting = async (count: number) =>
    eventually(`${count} to wait`, async () => {
      const [row] = await studio.sql<{ waiting: number }>(
        "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return row?.waiting === count;
    });

  it("a post that goes live between a follow's look at the posts and its commit arrives", async () => {
    const [author, joining] = await Promise.all([studio.newUser(), studio.newUser()]);
    const { handle } = (await author.get("/api/auth/me")).body.user;
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    await studio.sql("UPDATE post SET status = 'held', hold_rule = 'picture' WHERE id = $1", [postId]);
    const client = await studio.world.pool.connect();
    // The follow has looked at the posts and waits to tell the author.
    await client.query("BEGIN; LOCK TABLE notification IN SHARE MODE");
    const following = joining.send("POST", `/api/users/${handle}/follow`);
    await waiting(1);
    await studio.sql("UPDATE post SET status = 'live', hold_rule = NULL WHERE id = $1", [postId]);
    const fanningOut = fanOutPost(studio.world, { postId });
    await Promise.race([waiting(2), fanningOut]);
    await client.query("COMMIT");
    client.release();
    expect((await following).status).toBe(200);
    await fanningOut;
    expect(await studio.sql("SELECT post_id FROM following_inbox WHERE user_id = $1", [joining.userId])).toEqual([
      { post_id: postId },
    ]);
  });

  it("a post that is on its way to somebody who stops following does not stay behind", async () => {
    const [author, leaving] = await Promise.all([studio.newUser(), studio.newUser()]);
    const { handle } = (await author.get("/api/auth/me")).body.user;
    await leaving.send("POST", `/api/users/${handle}/follow`);
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    const client = await studio.world.pool.connect();
    // As a fan-out does that has read who follows.
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('inbox:' || $1, 0))", [author.userId]);
    await client.query(
      "INSERT INTO following_inbox (user_id, post_id, author_id, published_at) SELECT $1, id, user_id, published_at FROM post WHERE id = $2",
      [leaving.userId, postId],
    );
    const stopping = leaving.send("DELETE", `/api/users/${handle}/follow`);
    await Promise.race([waiting(1), stopping]);
    await client.query("COMMIT");
    client.release();
    expect((await stopping).status).toBe(200);
    expect(await studio.sql("SELECT FROM following_inbox WHERE user_id = $1", [leaving.userId])).toEqual([]);
  });
});
