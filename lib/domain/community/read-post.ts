import { unitsToCredits } from "@/lib/core/credits";
import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import { TIERS } from "@/lib/domain/generation/tiers";
import type { PostDetailView } from "./contract";
import { viewerOf } from "./find-post";
import { POST_FROM, type PostRow, postColumns, toPostView } from "./post-row";

type DetailRow = PostRow & {
  negative_prompt: string;
  style: string | null;
  seed: number;
  image_id: string;
  has_watermark: boolean;
  earned_units: number;
  pending_likes: number;
  can_comment: boolean;
  is_following: boolean;
  is_reported: boolean;
  /** Of the decision that stands: whether it may be appealed, and whether it was. Null where none stands. */
  may_be_appealed: boolean | null;
  is_appealed: boolean | null;
  /** A person's, for its author: the guideline it names and what they wrote. */
  decision: { id: string; rule: string; reason: string } | null;
};

const DETAIL = `g.negative_prompt, g.style, g.seed, p.image_id, p.has_watermark,
    coalesce((SELECT t.units FROM post_reward_total t WHERE t.post_id = p.id), 0) AS earned_units,
    coalesce((SELECT sum(e.delta) FROM engagement e WHERE e.post_id = p.id AND e.kind = 'like'), 0)::int AS pending_likes,
    $2::text IS NOT NULL AND p.status = 'live' AND (p.user_id = $2 OR u.comments_from = 'everyone'
      OR (u.comments_from = 'followers' AND EXISTS (SELECT FROM follow f WHERE f.follower_id = $2 AND f.followee_id = p.user_id))) AS can_comment,
    EXISTS (SELECT FROM follow f WHERE f.follower_id = $2 AND f.followee_id = p.user_id) AS is_following,
    EXISTS (SELECT FROM report r WHERE r.post_id = p.id AND r.user_id = $2) AS is_reported,
    standing.is_answer IS FALSE AND standing.is_appealed IS FALSE AS may_be_appealed, standing.is_appealed, standing.decision`;

/** The decision that keeps a post from being live: the latest one. Its author alone hears of it. */
const STANDING = `LEFT JOIN LATERAL (SELECT EXISTS (SELECT FROM appeal a WHERE a.decision_id = d.id) AS is_appealed,
      EXISTS (SELECT FROM appeal a WHERE a.answer_id = d.id) AS is_answer,
      CASE WHEN d.decider_id IS NOT NULL THEN json_build_object('id', d.id, 'rule', d.rule, 'reason', d.reason) END AS decision
    FROM moderation_decision d WHERE d.post_id = p.id AND p.user_id = $2 AND p.status <> 'live' AND p.hold_rule <> 'screening'
    ORDER BY d.seq DESC LIMIT 1) standing ON true`;

function toDetail(ctx: Ctx, row: DetailRow): PostDetailView {
  const post = toPostView(ctx, row);
  const recipe =
    post.prompt === undefined
      ? {}
      : {
          ...(row.negative_prompt ? { negativePrompt: row.negative_prompt } : {}),
          ...(row.style ? { style: row.style } : {}),
          seed: row.seed,
        };
  const own = row.is_own
    ? {
        imageId: row.image_id,
        watermark: row.has_watermark,
        creditsEarned: unitsToCredits(row.earned_units),
        ...(row.decision ? { decision: row.decision } : {}),
        ...(row.is_appealed === null ? {} : { canAppeal: row.may_be_appealed === true, appealed: row.is_appealed }),
      }
    : {};
  return {
    ...post,
    likes: post.likes + row.pending_likes,
    ...recipe,
    model: TIERS[row.tier].modelName,
    canComment: row.can_comment,
    following: row.is_following,
    reported: row.is_reported,
    ...own,
  };
}

/** One post with what its own page shows; throws `not_found` for everything that does not exist for this viewer. */
export async function readPost(ctx: Ctx<Nobody | UserActor>, postId: string): Promise<PostDetailView> {
  const { rows } = isId("post", postId)
    ? await ctx.pool.query<DetailRow>({
        name: "read-post",
        text: `SELECT ${postColumns("$2")}, ${DETAIL} FROM ${POST_FROM} ${STANDING} WHERE p.id = $1 AND may_see_post(p, $2)`,
        values: [postId, viewerOf(ctx)],
      })
    : { rows: [] };
  if (!rows[0]) throw notFound("This post");
  return toDetail(ctx, rows[0]);
}
