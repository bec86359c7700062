import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { type FeedQuery, listFeed } from "@/lib/domain/community/feed";
import { fillCommunity } from "@/tests/bench/posts";
import { openStudio, type Studio } from "@/tests/generation/studio";

/** 200,000 where there is time for it. */
const MANY = Number(process.env.MANY_POSTS ?? 20_000);
const FEW = 1_000;
const PAGES_DEEP = 400;

type Community = { studio: Studio; ctx: Ctx<UserActor> };
let few: Community;
let many: Community;

async function open(posts: number): Promise<Community> {
  const studio = await openStudio();
  const userId = await fillCommunity(studio.world, { posts });
  const actor = { kind: "user", userId, sessionId: "ses_", role: "user", isVerified: true } as unknown as UserActor;
  return { studio, ctx: { ...studio.world, actor, requestId: "", ip: "", userAgent: "", deviceId: "" } };
}

beforeAll(async () => {
  few = await open(FEW);
  many = await open(MANY);
}, 600_000);
afterAll(() => Promise.all([few?.studio.close(), many?.studio.close()]));

type Node = { "Index Name"?: string; "Relation Name"?: string; "Node Type": string; Plans?: Node[] };
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** The plan of the statement that a page of the feed sends. */
async function planOf({ ctx }: Community, query: FeedQuery): Promise<Node[]> {
  let asked: { text: string; values: unknown[] } | undefined;
  const pool = {
    query: (config: { text: string; values: unknown[] }) => {
      if (config.text.includes("sort_key")) asked = config;
      return ctx.pool.query(config);
    },
  };
  await listFeed({ ...ctx, pool: pool as never }, query);
  const { rows } = await ctx.pool.query(`EXPLAIN (FORMAT JSON) ${asked?.text}`, asked?.values);
  return nodesOf(rows[0]["QUERY PLAN"][0].Plan);
}

const LISTS: [name: string, query: FeedQuery, index: RegExp][] = [
  ["latest", { sort: "latest" }, /^post_latest$/],
  ["trending", { sort: "trending" }, /^post_trending$/],
  ["most remixed", { sort: "remixed" }, /^post_remixed$/],
  ["a category, latest", { sort: "latest", categoryId: "food" }, /^post_category_latest$/],
  ["a category, trending", { sort: "trending", categoryId: "food" }, /^post_category_trending$/],
  ["a category, most remixed", { sort: "remixed", categoryId: "food" }, /^post_category_remixed$/],
  ["a size, latest", { sort: "latest", tier: "premium4k" }, /^post_tier_latest$/],
  ["a size, trending", { sort: "trending", tier: "premium4k" }, /^post_tier_trending$/],
  ["a size, most remixed", { sort: "remixed", tier: "premium4k" }, /^post_tier_remixed$/],
  ["a tag, latest", { sort: "latest", tag: "tag1" }, /^post_tag_latest$/],
  ["a tag, trending", { sort: "trending", tag: "tag1" }, /^post_tag_trending$/],
  ["a tag, most remixed", { sort: "remixed", tag: "tag1" }, /^post_tag_remixed$/],
  ["a word of many", { sort: "latest", q: "kite" }, /^post_(latest|search)$/],
  ["a word of some", { sort: "latest", q: "mehndi" }, /^post_(latest|search)$/],
  ["a word of few", { sort: "latest", q: "rare000007" }, /^post_search$/],
  ["two words, trending", { sort: "trending", q: "kite lamp" }, /^post_(trending|search)$/],
];
/** A page of many may take so many times as long as one of a thousand. */
const MOST = 1.5;
const middle = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;

/** p50 of each, asked in turns, milliseconds. */
async function measure(asked: (() => Promise<unknown>)[], rounds = 41): Promise<number[]> {
  for (let warm = 0; warm < 6; warm++) for (const ask of asked) await ask();
  const times = asked.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, ask] of asked.entries()) {
      const startedAt = performance.now();
      await ask();
      times[index]!.push(performance.now() - startedAt);
    }
  return times.map(middle);
}

/** The cursor of a page deep down, or of the last one there is. */
async function deepDown({ ctx }: Community, query: FeedQuery): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let left = PAGES_DEEP * 20; left > 0; left -= 100) {
    const { nextCursor } = await listFeed(ctx, { ...query, limit: 100, ...(cursor ? { cursor } : {}) });
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  return cursor;
}

describe(`${MANY} posts`, () => {
  it.each(LISTS)("%s begins at its place in its index", async (_, query, index) => {
    const nodes = await planOf(many, query);
    expect(nodes.map((node) => node["Index Name"]).filter(Boolean)).toContainEqual(expect.stringMatching(index));
    expect(nodes.filter((node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "post")).toEqual([]);
  });

  it.each(LISTS)("%s reads its first page and one deep down like the first of a thousand", async (name, query) => {
    const page = { ...query, limit: 20 };
    const cursor = await deepDown(many, query);
    const inTurns = async () => {
      const [small = 1, first = 0, deep = 0] = await measure([
        () => listFeed(few.ctx, page),
        () => listFeed(many.ctx, page),
        () => listFeed(many.ctx, { ...page, ...(cursor ? { cursor } : {}) }),
      ]);
      if (process.env.MANY_POSTS)
        process.stdout.write(
          `${name}: ${small.toFixed(2)} ms, first ${(first / small).toFixed(2)}x, deep ${(deep / small).toFixed(2)}x\n`,
        );
      return { first: first / small, deep: deep / small };
    };
    // What else the machine does can part the three; a list that grows with its posts stays slower however often it is asked.
    let ratios = await inTurns();
    for (let again = 0; again < 2 && Math.max(ratios.first, ratios.deep) >= MOST; again++) ratios = await inTurns();
    expect(ratios.first).toBeLessThan(MOST);
    expect(ratios.deep).toBeLessThan(MOST);
  });

  it("following two hundred people costs less than three times the latest", async () => {
    const nodes = await planOf(many, { sort: "following" });
    expect(nodes.map((node) => node["Index Name"])).toContain("following_inbox_user_id_published_at_post_id_idx");
    const [latest = 1, following = 0] = await measure([
      () => listFeed(many.ctx, { sort: "latest", limit: 20 }),
      () => listFeed(many.ctx, { sort: "following", limit: 20 }),
    ]);
    if (process.env.MANY_POSTS) process.stdout.write(`following: ${(following / latest).toFixed(2)}x latest\n`);
    expect(following / latest).toBeLessThan(3);
  });
});
