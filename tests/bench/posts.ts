import { newId } from "@/lib/core/ids";
import type { World } from "@/lib/db/ctx";

export type Filling = {
  posts: number;
  /** People who publish; few of them publish much. */
  authors?: number;
  /** Of them the reader follows so many. */
  followed?: number;
};

/** Words of titles, the first ones on many posts and the last ones on few. */
const WORDS = [
  ...["kite", "lamp", "saree", "monsoon", "chai", "temple", "mango", "peacock", "river", "bazaar", "rickshaw", "monk"],
  ...["marigold", "diya", "tiger", "elephant", "lotus", "jasmine", "banyan", "sitar", "tabla", "rangoli", "mehndi"],
];

/**
 * A community as it might be: so many posts over the last months by authors of very different diligence, with words, tags, categories, sizes, likes
 * and remixes as unevenly spread as people spread them, and a reader who follows some of the authors. Rows only, without triggers, in a few
 * statements; a million takes minutes. Each word
 * "rare000000" and so on is on forty posts, whatever their number. Returns the reader's id.
 */
export async function fillCommunity(world: World, { posts, authors = 400, followed = 200 }: Filling): Promise<string> {
  const client = await world.pool.connect();
  const readerId = newId("user");
  try {
    await client.query(
      "BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL statement_timeout = 0; SELECT setseed(0.42)",
    );
    await client.query(
      `INSERT INTO "user" (id, email, email_normalized, name, handle, password_hash, email_verified_at, terms_accepted_at)
        SELECT id, id, id, 'Author ' || n, 'author' || n, 'none', now(), now()
          FROM (SELECT n, 'usr_' || md5('author' || n) AS id FROM generate_series(1, $1::int) n UNION ALL SELECT 0, $2) people`,
      [authors, readerId],
    );
    await client.query(
      `CREATE TEMP TABLE made ON COMMIT DROP AS
        SELECT n, md5('post' || n) AS uuid, 'usr_' || md5('author' || 1 + floor($2::int * power(random(), 2))::int) AS user_id,
          now() - (random() * interval '180 days') AS at,
          (ARRAY['shop', 'class', 'festival', 'food', 'social'])[1 + floor(5 * random())::int] AS category_id,
          CASE WHEN random() < 0.7 THEN 'standard' WHEN random() < 0.7 THEN 'premium2k' ELSE 'premium4k' END AS tier,
          floor(300 * power(random(), 6))::int AS likes, floor(40 * power(random(), 8))::int AS remixes, floor(30 * power(random(), 6))::int AS comments,
          ($3::text[])[1 + floor(cardinality($3::text[]) * power(random(), 2))::int] AS one,
          ($3::text[])[1 + floor(cardinality($3::text[]) * power(random(), 2))::int] AS other,
          'tag' || floor(300 * power(random(), 3))::int AS tag
        FROM generate_series(1, $1::int) n`,
      [posts, authors, WORDS],
    );
    await client.query(
      `INSERT INTO generation (id, user_id, state, tier, aspect_ratio, width, height, prompt, final_prompt, seed, cost_units, model, ignored, started_at, finished_at, created_at)
        SELECT 'gen_' || uuid, user_id, 'succeeded', tier, '1:1', 1024, 1024, one || ' and ' || other, one, n, 100, 'bench', '{}', at, at, at FROM made`,
    );
    await client.query(
      `INSERT INTO image (id, user_id, generation_id, tier, width, height, bytes, format, sha256, placeholder, search_text, created_at)
        SELECT 'img_' || uuid, user_id, 'gen_' || uuid, tier, 1024, 1024, 1, 'png', md5(uuid), '', one, at FROM made`,
    );
    await client.query(
      `INSERT INTO post (id, user_id, image_id, generation_id, title, category_id, tags, visibility, status, show_prompt, tier, width, height, placeholder,
          published_at, first_public_at, created_at, likes, remixes, comments, trending_score, search)
        SELECT 'pst_' || uuid, user_id, 'img_' || uuid, 'gen_' || uuid, one || ' ' || other || ' ' || n, category_id, ARRAY[tag], 'public', 'live', true, tier,
            1024, 1024, '', at, at, at, likes, remixes, comments, trending_score(likes, comments, remixes, at),
            array_to_tsvector(ARRAY(SELECT DISTINCT unnest(ARRAY[one, other, 'and', 'rare' || lpad((n % greatest(1, $1::int / 40))::text, 6, '0'), tag])))
          FROM made`,
      [posts],
    );
    await client.query(
      `INSERT INTO post_tag (tag, post_id, published_at, trending_score, remixes, is_listed)
        SELECT made.tag, p.id, p.published_at, p.trending_score, p.remixes, p.is_listed FROM made JOIN post p ON p.id = 'pst_' || made.uuid`,
    );
    await client.query(
      `INSERT INTO follow (follower_id, followee_id) SELECT $1, 'usr_' || md5('author' || n) FROM generate_series(1, $2::int) n`,
      [readerId, followed],
    );
    await client.query(
      `INSERT INTO following_inbox (user_id, post_id, author_id, published_at)
        SELECT $1, p.id, p.user_id, p.published_at FROM post p JOIN follow f ON f.follower_id = $1 AND f.followee_id = p.user_id`,
      [readerId],
    );
    await client.query("COMMIT");
    await client.query("SET statement_timeout = 0");
    await client.query("VACUUM ANALYZE");
    await client.query("RESET statement_timeout");
    return readerId;
  } finally {
    client.release();
  }
}
