import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx, Nobody } from "@/lib/db/ctx";
import { listFeed } from "@/lib/domain/community/feed";
import { LiveHub } from "@/lib/http/live-hub";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { decideAsSystem } from "./decide";
import { hangPosts } from "./posts";

let studio: Studio;
let author: Caller;
/** Two web processes, each with its own ear on the database and its own memory. */
let processes: { ctx: Ctx<Nobody>; hub: LiveHub }[];

beforeAll(async () => {
  studio = await openStudio();
  author = await studio.newUser();
  processes = [1, 2].map(() => {
    const hub = new LiveHub(studio.world.env, studio.world.log);
    const nobody = { kind: "nobody" } as const;
    return {
      hub,
      ctx: { ...studio.world, live: hub, actor: nobody, requestId: "", ip: "", userAgent: "", deviceId: "" },
    };
  });
});
afterAll(async () => {
  await Promise.all(processes.map(({ hub }) => hub.close()));
  await studio.close();
});

const ids = async ({ ctx }: { ctx: Ctx<Nobody> }) =>
  (await listFeed(ctx, { sort: "latest", limit: 20 })).items.map(({ id }) => id);
const listeningAlready = () =>
  eventually("both to listen", async () => {
    const [row] = await studio.sql<{ count: number }>(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN live'",
    );
    return (row?.count ?? 0) >= 2;
  });

describe("the first page for everybody", () => {
  it("comes from memory, and a post that is hidden, shown or deleted is right in every process within a second", async () => {
    const [postId = ""] = await hangPosts(studio, author, { count: 1, title: "Kept" });
    for (const one of processes) expect(await ids(one)).toEqual([postId]);
    await listeningAlready();
    for (const [deed, expected] of [
      ["hide", []],
      ["restore", [postId]],
      ["hide", []],
    ] as const) {
      for (const one of processes) await ids(one);
      await decideAsSystem(studio.world, { postId, deed });
      const startedAt = Date.now();
      for (const one of processes) await eventually(deed, async () => (await ids(one)).length === expected.length);
      expect(Date.now() - startedAt).toBeLessThan(1_000);
    }
  });

  it("is asked for once by many at the same moment, and is much faster than the database", async () => {
    await hangPosts(studio, author, { count: 40 });
    const [one] = processes;
    const { pool } = one!.ctx;
    let asked = 0;
    const counting = {
      query: (...args: Parameters<typeof pool.query>) => {
        asked += 1;
        return pool.query(...args);
      },
    };
    const ctx = { ...one!.ctx, pool: counting as never };
    const lists = await Promise.all(Array.from({ length: 50 }, () => listFeed(ctx, { sort: "trending", limit: 20 })));
    expect([asked, new Set(lists.map(({ items }) => items.length))]).toEqual([2, new Set([20])]);
    const time = async (work: () => Promise<unknown>) => {
      const startedAt = performance.now();
      for (let round = 0; round < 50; round++) await work();
      return performance.now() - startedAt;
    };
    const kept = await time(() => listFeed(ctx, { sort: "trending", limit: 20 }));
    const read = await time(() => listFeed(ctx, { sort: "trending", limit: 20, q: "a" }));
    expect(read / kept).toBeGreaterThan(5);
  });

  it("tells nobody what somebody signed in sees", async () => {
    const [postId = ""] = await hangPosts(studio, author, { count: 1, minutesApart: 0 });
    await author.send("POST", `/api/studio/community/posts/${postId}/like`);
    const own = (await author.get("/api/studio/community/feed?limit=20")).body.items[0];
    expect([own.id, own.isOwn, own.liked]).toEqual([postId, true, true]);
    const first = async () => (await listFeed(processes[0]!.ctx, { sort: "latest", limit: 20 })).items[0];
    await eventually("the post", async () => (await first())?.id === postId);
    expect(await first()).toMatchObject({ isOwn: false, liked: false });
  });
});
