import { type Caller, eventually, type Studio } from "@/tests/generation/studio";

export const POSTS = "/api/studio/community/posts";
export const FEED = "/api/studio/community/feed";

/** A real picture of somebody's, from the sandbox. */
export async function makePicture(caller: Caller, fields: Record<string, unknown> = {}): Promise<string> {
  const { body } = await caller.generate(fields);
  return (await caller.ended(body.jobId)).imageId ?? "";
}

export const publish = (caller: Caller, imageId: string, fields: Record<string, unknown> = {}) =>
  caller.send("POST", "/api/studio/community/publish", {
    ...{ imageId, title: "Kites over the hill", categoryId: "festival", visibility: "public" },
    ...fields,
  });

export type Hung = {
  count: number;
  title?: string;
  tags?: string[];
  tier?: "standard" | "premium2k";
  prompt?: string;
  showPrompt?: boolean;
  /** Minutes between two posts; the first is the newest. */
  minutesApart?: number;
};

/** Posts that are live and public without the way there: rows only, newest first. */
export async function hangPosts(studio: Studio, author: Caller, hung: Hung): Promise<string[]> {
  const { count, title = "A post", tags = [], tier = "standard", prompt = "a red kite", showPrompt = true } = hung;
  const rows = await studio.sql<{ id: string }>(
    `WITH numbered AS (
      SELECT n, replace(gen_random_uuid()::text, '-', '') AS uuid, now() - (n * $6::float8 || ' minutes')::interval AS at FROM generate_series(1, $2::int) n
    ), job AS (
      INSERT INTO generation (id, user_id, state, tier, aspect_ratio, width, height, prompt, final_prompt, seed, cost_units, model, ignored, started_at, finished_at, created_at)
        SELECT 'gen_' || uuid, $1, 'succeeded', $5, '16:9', 320, 180, $4, $4, n, 100, 'test', '{}', at, at, at FROM numbered RETURNING id
    ), picture AS (
      INSERT INTO image (id, user_id, generation_id, tier, width, height, bytes, format, sha256, placeholder, search_text, created_at)
        SELECT 'img_' || uuid, $1, 'gen_' || uuid, $5, 320, 180, 1, 'png', md5(uuid), '', lower($4), at FROM numbered RETURNING id
    ), hung AS (
      INSERT INTO post (id, user_id, image_id, generation_id, title, category_id, tags, visibility, status, show_prompt, tier, width, height, placeholder,
          published_at, first_public_at, created_at, search)
        SELECT 'pst_' || uuid, $1, 'img_' || uuid, 'gen_' || uuid, $3::text || ' ' || n, 'festival', $7::text[], 'public', 'live', $8, $5, 320, 180, '', at, at, at,
            array_to_tsvector(ARRAY(SELECT DISTINCT w FROM regexp_split_to_table(lower($3::text || ' ' || n || CASE WHEN $8 THEN ' ' || $4::text ELSE '' END), ' ') w WHERE w <> ''))
          FROM numbered RETURNING id
    ) SELECT 'pst_' || uuid AS id FROM numbered ORDER BY n`,
    [author.userId, count, title, prompt, tier, hung.minutesApart ?? 1, tags, showPrompt],
  );
  return rows.map(({ id }) => id);
}

/** Every item of a list, page by page; `between` runs after each page. */
export async function readAll(
  caller: Caller,
  address: string,
  { limit = 100, between }: { limit?: number; between?: () => Promise<unknown> } = {},
): Promise<string[]> {
  const ids: string[] = [];
  let cursor = "";
  do {
    const sign = address.includes("?") ? "&" : "?";
    const { status, body } = await caller.get(`${address}${sign}limit=${limit}${cursor ? `&cursor=${cursor}` : ""}`);
    if (status !== 200) throw new Error(`${address} answered ${status}: ${JSON.stringify(body)}`);
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor ?? "";
    await between?.();
  } while (cursor);
  return ids;
}

/** Waits until nothing is left to be folded. */
export const folded = (studio: Studio) =>
  eventually("the counts", async () => (await studio.sql("SELECT FROM engagement LIMIT 1")).length === 0);
