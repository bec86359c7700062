import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import { expectedReward } from "@/lib/domain/rewards/reuse-reward";
import type { RemixView } from "./contract";
import { viewerOf } from "./find-post";
import { POST_FROM, type PostRow, postColumns, toPostView } from "./post-row";

type Row = PostRow & { negative_prompt: string; style: string | null; template_id: string | null; seed: number };

/** What the studio opens with; throws `not_found` unless the viewer may see the post, it is live and its prompt is shown (one's own always). */
export async function readRemix(ctx: Ctx<Nobody | UserActor>, postId: string): Promise<RemixView> {
  const { rows } = isId("post", postId)
    ? await ctx.pool.query<Row>({
        name: "read-remix",
        text: `SELECT ${postColumns("$2")}, g.negative_prompt, g.style, g.template_id, g.seed FROM ${POST_FROM}
          WHERE p.id = $1 AND may_see_post(p, $2) AND p.status = 'live' AND (p.show_prompt OR p.user_id = $2)`,
        values: [postId, viewerOf(ctx)],
      })
    : { rows: [] };
  const row = rows[0];
  if (!row) throw notFound("This post");
  const post = toPostView(ctx, row);
  return {
    prompt: post.prompt ?? "",
    negativePrompt: row.negative_prompt,
    settings: {
      tier: row.tier,
      aspectRatio: row.aspect_ratio,
      ...(row.style ? { style: row.style } : {}),
      ...(row.template_id ? { templateId: row.template_id } : {}),
      seed: row.seed,
    },
    sourcePostId: row.id,
    title: row.title,
    thumbnailUrl: post.thumbnailUrl,
    author: post.author,
    rewardCredits: await expectedReward(ctx, row.id),
  };
}
