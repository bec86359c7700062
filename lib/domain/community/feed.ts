import { escapeLiteral } from "pg";
import type { QueryOf } from "@/lib/core/endpoint";
import { AppError, invalid } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { DEFAULT_LIMIT, decodeCursor, isInstant, type Page, toPage } from "@/lib/core/page";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import type { feedEndpoint, newPostsEndpoint, PostView, Sort } from "./contract";
import { viewerOf } from "./find-post";
import { keptFirstPage } from "./first-pages";
import { POST_FROM, type PostRow, postColumns, toPostView } from "./post-row";
import { searchQuery } from "./search-words";

export type FeedQuery = QueryOf<typeof feedEndpoint>;
type Filters = Pick<FeedQuery, "categoryId" | "tag" | "tier" | "q">;

const NUMBER = /^-?\d{1,12}(\.\d{1,20})?$/;
const WHOLE = /^\d{1,9}$/;

const isNumber = (text: string) => NUMBER.test(text);
const isWhole = (text: string) => WHOLE.test(text);

/** Where a reader is: when they began (the database's clock, as text), the last row's sort key, and its id. */
type Place = { beganAt: string; key: string; id: string };

function readCursor(cursor: string, sort: Sort): Place {
  const [of, beganAt, key, id] = decodeCursor(cursor, 4).map(String) as [string, string, string, string];
  const isKey = { latest: isInstant, following: isInstant, trending: isNumber, remixed: isWhole }[sort];
  if (of !== sort || !isInstant(beganAt) || !isKey(key) || !isId("post", id))
    throw invalid("cursor", "This cursor is not one that we gave out.");
  return { beganAt, key, id };
}

/**
 * Only what is asked for is in the text, so that the planner sees which index fits. Where it is walked along: the posts themselves, or the rows of one
 * tag, which carry the same keys. `name` is the same for the same text.
 */
class Statement {
  readonly values: unknown[];
  readonly names: string[] = [];
  readonly where: string[] = [];
  /** Table to walk along, what joins it, and the alias of its keys; `id` is the column of the post's id there. */
  walk = { first: "post p", rest: "", keys: "p", id: "p.id" };
  /** Its text is not the same for all values, so it is not kept. */
  isPlannedAnew = false;
  constructor(viewer: string | null) {
    this.values = [viewer];
  }
  place = (value: unknown) => `$${this.values.push(value)}`;
  add(name: string, sql: string): void {
    this.names.push(name);
    this.where.push(sql);
  }
}

function addFilters(statement: Statement, { categoryId, tag, tier, q }: Filters, walksTag: boolean): boolean {
  if (categoryId) statement.add("category", `p.category_id = ${statement.place(categoryId)}`);
  if (tier) statement.add("tier", `p.tier = ${statement.place(tier)}`);
  if (tag) {
    const same = `lower(${statement.place(tag.normalize("NFC"))})`;
    if (walksTag) {
      statement.walk = { first: "post_tag k", rest: " JOIN post p ON p.id = k.post_id", keys: "k", id: "k.post_id" };
      statement.add("tag", `k.is_listed AND k.tag = ${same}`);
    } else statement.add("tag", `EXISTS (SELECT FROM post_tag t WHERE t.post_id = p.id AND t.tag = ${same})`);
  }
  if (q?.trim()) {
    const words = searchQuery(q);
    // Signs only: no post has such a word.
    if (!words) return false;
    // How often a word occurs decides the plan, so the planner has to see it; it holds letters, marks and digits only.
    statement.add("q", `p.search @@ ${escapeLiteral(words)}::tsquery`);
    statement.isPlannedAnew = true;
  }
  return true;
}

/** Blocked people vanish both ways, muted ones for the muter; nobody in particular has neither. */
function addRelations(statement: Statement, viewer: string | null): void {
  if (viewer === null) return;
  statement.add(
    "viewer",
    `NOT EXISTS (SELECT FROM block b WHERE b.blocker_id = $1 AND b.blocked_id = p.user_id)
      AND NOT EXISTS (SELECT FROM block b WHERE b.blocked_id = $1 AND b.blocker_id = p.user_id)
      AND NOT EXISTS (SELECT FROM mute m WHERE m.muter_id = $1 AND m.muted_id = p.user_id)`,
  );
}

const COLUMN = { trending: "trending_score", remixed: "remixes" } as const;
const OLD = { trending: "c.old_trending_score", remixed: "c.old_remixes" } as const;
const TYPE = { trending: "double precision", remixed: "integer" } as const;

type Ranked = PostRow & { sort_key: string };

/**
 * A page of an order that engagement changes, as it stood when the reader began: posts that have moved since are placed where they stood (the first
 * change after that moment knows), the others come from the index. See docs/decisions/0012-order-of-the-feed.md.
 */
function rankedText(
  statement: Statement,
  sort: "trending" | "remixed",
  beganAt: string,
  after: Place | undefined,
  limit: number,
) {
  const began = statement.place(beganAt);
  const { first, rest: joined, keys, id } = statement.walk;
  const key = `${keys}.${COLUMN[sort]}`;
  const filters = ["p.is_listed", `p.published_at <= ${began}::timestamptz`, ...statement.where].join(" AND ");
  const keyPlace = after && statement.place(after.key);
  const idPlace = after && statement.place(after.id);
  const rest = (by: string) => (after ? ` AND (${by}, ${id}) < (${keyPlace}::${TYPE[sort]}, ${idPlace})` : "");
  const size = limit + 1;
  return `WITH moved AS MATERIALIZED (
      SELECT DISTINCT ON (c.post_id) c.post_id, ${OLD[sort]} AS key FROM post_rank_change c
        WHERE c.changed_at > ${began}::timestamptz ORDER BY c.post_id, c.changed_at, c.id),
    page AS (
      (SELECT p.id, ${key} AS key FROM ${first}${joined}
        WHERE ${filters}${rest(key)} AND NOT EXISTS (SELECT FROM moved m WHERE m.post_id = ${id})
        ORDER BY ${key} DESC, ${id} DESC LIMIT ${size})
      UNION ALL
      (SELECT p.id, m.key FROM moved m JOIN ${first} ON ${id} = m.post_id${joined}
        WHERE ${filters}${rest("m.key")} ORDER BY m.key DESC, ${id} DESC LIMIT ${size}))
    SELECT ${postColumns("$1")}, page.key::text AS sort_key FROM page JOIN ${POST_FROM.replace("post p", "post p ON p.id = page.id")}
      ORDER BY page.key DESC, p.id DESC LIMIT ${size}`;
}

function latestText(statement: Statement, beganAt: string, after: Place | undefined, limit: number) {
  const { first, rest, keys, id } = statement.walk;
  const at = `${keys}.published_at`;
  // Whoever goes on is past that moment anyway, and the planner need not weigh it.
  const where = [
    "p.is_listed",
    ...(after ? [] : [`${at} <= ${statement.place(beganAt)}::timestamptz`]),
    ...statement.where,
  ];
  if (after) where.push(`(${at}, ${id}) < (${statement.place(after.key)}::timestamptz, ${statement.place(after.id)})`);
  return `SELECT ${postColumns("$1")}, ${at}::text AS sort_key FROM ${POST_FROM.replace("post p", first + rest)} WHERE ${where.join(" AND ")}
    ORDER BY ${at} DESC, ${id} DESC LIMIT ${limit + 1}`;
}

/** From the inbox; a private author's posts too, because only those who follow already have them there. */
function followingText(statement: Statement, beganAt: string, after: Place | undefined, limit: number) {
  const where = [
    "i.user_id = $1",
    ...(after ? [] : [`i.published_at <= ${statement.place(beganAt)}::timestamptz`]),
    "p.visibility = 'public'",
    "may_see_post(p, $1)",
    ...statement.where,
  ];
  if (after)
    where.push(
      `(i.published_at, i.post_id) < (${statement.place(after.key)}::timestamptz, ${statement.place(after.id)})`,
    );
  return `SELECT ${postColumns("$1")}, i.published_at::text AS sort_key FROM following_inbox i JOIN ${POST_FROM.replace("post p", "post p ON p.id = i.post_id")}
    WHERE ${where.join(" AND ")} ORDER BY i.published_at DESC, i.post_id DESC LIMIT ${limit + 1}`;
}

/** Rows of a page are read in one of these numbers, so that there are few statements; what is over is left. */
const SIZES = [20, 40, 60, 100];

/**
 * Published pictures in one of four orders, narrowed by any of the filters. A reader meets each post at most once and misses none that was there when they
 * began. Throws `unauthorized` for `following` without an account, `validation_failed` on `cursor`.
 */
export async function listFeed(ctx: Ctx<Nobody | UserActor>, query: FeedQuery): Promise<Page<PostView>> {
  const { sort, categoryId = "", tier = "", limit = DEFAULT_LIMIT } = query;
  const isForEverybody = ctx.actor.kind === "nobody" && sort !== "following" && !query.cursor && !query.tag && !query.q;
  if (!isForEverybody) return readFeed(ctx, query);
  return keptFirstPage(ctx, JSON.stringify([sort, categoryId, tier, limit]), () => readFeed(ctx, query));
}

async function readFeed(ctx: Ctx<Nobody | UserActor>, query: FeedQuery): Promise<Page<PostView>> {
  const { sort, cursor, limit = DEFAULT_LIMIT } = query;
  const viewer = viewerOf(ctx);
  if (sort === "following" && viewer === null) throw new AppError("unauthorized", "Sign in to see whom you follow.");
  const after = cursor ? readCursor(cursor, sort) : undefined;
  const statement = new Statement(viewer);
  if (!addFilters(statement, query, sort !== "following")) return { items: [], nextCursor: null };
  addRelations(statement, viewer);
  const beganAt = after?.beganAt ?? (await clock(ctx));
  // Said in the text: a plan that knows how few rows are wanted can be kept, and planning costs more than reading.
  const size = SIZES.find((one) => one >= limit) ?? limit;
  const text =
    sort === "latest"
      ? latestText(statement, beganAt, after, size)
      : sort === "following"
        ? followingText(statement, beganAt, after, size)
        : rankedText(statement, sort, beganAt, after, size);
  const name = `feed-${sort}-${statement.names.join("-")}-${size}${after ? "-next" : ""}`;
  const { values } = statement;
  const { rows } = await ctx.pool.query<Ranked>(statement.isPlannedAnew ? { text, values } : { name, text, values });
  return toPage(
    rows,
    limit,
    (row) => [sort, beganAt, row.sort_key, row.id],
    (row) => toPostView(ctx, row),
  );
}

async function clock(ctx: Ctx): Promise<string> {
  const { rows } = await ctx.pool.query<{ now: string }>({
    name: "clock",
    text: "SELECT clock_timestamp()::text AS now",
  });
  return rows[0]?.now ?? "";
}

const COUNTED = 100;

/** How many posts of a list are newer than an instant, counted up to 100. */
export async function countNewPosts(
  ctx: Ctx<Nobody | UserActor>,
  { since, sort, ...filters }: QueryOf<typeof newPostsEndpoint>,
): Promise<{ count: number }> {
  const viewer = viewerOf(ctx);
  if (sort === "following" && viewer === null) throw new AppError("unauthorized", "Sign in to see whom you follow.");
  const statement = new Statement(viewer);
  addFilters(statement, filters, false);
  addRelations(statement, viewer);
  const from =
    sort === "following"
      ? "following_inbox i JOIN post p ON p.id = i.post_id WHERE i.user_id = $1 AND may_see_post(p, $1)"
      : "post p WHERE p.is_listed AND ($1::text IS NULL OR p.user_id <> $1)";
  const extra = statement.where.map((sql) => ` AND ${sql}`).join("");
  const { rows } = await ctx.pool.query<{ count: number }>({
    name: `new-posts-${sort}-${statement.names.join("-")}`,
    text: `SELECT count(*)::int AS count FROM (SELECT FROM ${from} AND p.published_at > ${statement.place(since)}::timestamptz${extra} LIMIT ${COUNTED}) new`,
    values: statement.values,
  });
  return { count: rows[0]?.count ?? 0 };
}
