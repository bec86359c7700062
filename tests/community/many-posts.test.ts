import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { FEED, hangPosts } from "./posts";

/** 200,000 where there is time for it. */
const POSTS = Number(process.env.MANY_POSTS ?? 20_000);
let studio: Studio;
let reader: Caller;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100000" });
  const authors = await Promise.all(Array.from({ length: 20 }, () => studio.newUser()));
  reader = await studio.newUser();
  for (const [index, author] of authors.entries())
    await hangPosts(studio, author, {
      count: POSTS / authors.length,
      minutesApart: 1.7 + index / 100,
      tags: [`tag${index % 10}`, "everywhere"],
      tier: index % 4 === 0 ? "premium2k" : "standard",
      title: index % 10 === 0 ? "Marigold wreath" : "Steel tiffin",
    });
  await studio.sql("UPDATE post SET likes = (random() * 300)::int, remixes = (random() * 20)::int");
  await studio.sql("DELETE FROM post_rank_change");
  await studio.sql(
    `INSERT INTO follow (follower_id, followee_id) SELECT $1, id FROM "user" WHERE id <> $1 ON CONFLICT DO NOTHING`,
    [reader.userId],
  );
  await studio.sql(
    "INSERT INTO following_inbox (user_id, post_id, author_id, published_at) SELECT $1, id, user_id, published_at FROM post",
    [reader.userId],
  );
  await studio.sql("ANALYZE");
}, 240_000);
afterAll(() => studio.close());

type Node = { "Index Name"?: string; "Node Type": string; Plans?: Node[] };
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** The plan of the statement that a request sends. */
async function planOf(address: string): Promise<Node[]> {
  const { pool } = studio.world;
  const query = pool.query.bind(pool);
  let asked: { text: string; values: unknown[] } | undefined;
  pool.query = ((config: { name?: string; text: string; values: unknown[] }, ...rest: unknown[]) => {
    if (config.name?.startsWith("feed-")) asked = config;
    return (query as (...args: unknown[]) => unknown)(config, ...rest);
  }) as never;
  await reader.get(address);
  pool.query = query as never;
  const { rows } = await pool.query(`EXPLAIN (FORMAT JSON) ${asked?.text}`, asked?.values);
  return nodesOf(rows[0]["QUERY PLAN"][0].Plan);
}

const LISTS: [address: string, index: string][] = [
  [`${FEED}?sort=latest`, "post_latest"],
  [`${FEED}?sort=trending`, "post_trending"],
  [`${FEED}?sort=remixed`, "post_remixed"],
  [`${FEED}?sort=latest&categoryId=festival`, "post_latest|post_category_latest"],
  [`${FEED}?sort=trending&categoryId=festival`, "post_trending|post_category_trending"],
  [`${FEED}?sort=latest&tier=premium2k`, "post_tier_latest|post_latest"],
  [`${FEED}?sort=remixed&tier=premium2k`, "post_tier_remixed|post_remixed"],
  [`${FEED}?sort=following`, "following_inbox_user_id_published_at_post_id_idx"],
];

describe("many posts", () => {
  it.each(LISTS)("%s begins at its place in the index", async (address, index) => {
    const nodes = await planOf(address);
    expect(nodes.map((node) => node["Index Name"]).filter(Boolean)).toContainEqual(
      expect.stringMatching(new RegExp(`^(${index})$`)),
    );
    expect(
      nodes.filter(
        (node) =>
          node["Node Type"] === "Seq Scan" && "Relation Name" in node && (node as never)["Relation Name"] === "post",
      ),
    ).toEqual([]);
  });

  it.each(LISTS)("%s reads a page deep down as fast as the first", async (address) => {
    const deep = async () => {
      let cursor = "";
      for (let page = 0; page < 40; page++) {
        const { body } = await reader.get(`${address}&limit=100${cursor && `&cursor=${cursor}`}`);
        if (!body.nextCursor) break;
        cursor = body.nextCursor;
      }
      return cursor;
    };
    const cursor = await deep();
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < 30; round++)
      for (const [which, url] of [`${address}&limit=20`, `${address}&limit=20&cursor=${cursor}`].entries()) {
        const startedAt = performance.now();
        await reader.get(url);
        times[which as 0 | 1].push(performance.now() - startedAt);
      }
    const middle = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;
    expect(middle(times[1]) / middle(times[0])).toBeLessThan(1.5);
  });
});
