import type { World } from "@/lib/db/ctx";
import { sharedSize } from "@/lib/domain/creations/visible-mark";
import type { AspectRatio, Tier } from "@/lib/domain/generation/tiers";
import { PERSON_COLUMNS, type PersonRow, toPerson } from "@/lib/domain/people/person";
import type { PostView, Visibility } from "./contract";
import { holdMessage } from "./hold-words";

/** What `toPostView` needs, from `POST_FROM`; `viewer` is the place of the viewer's id (NULL for nobody) among the query's values. */
export const postColumns = (viewer: string) =>
  `p.id, p.user_id, p.title, p.description, p.category_id, p.tags, p.visibility, p.status, p.hold_rule, p.hold_field, p.tier, p.width, p.height,
    p.placeholder, p.show_prompt, p.likes, p.remixes, p.comments, p.published_at, p.published_at::text AS published_key, p.edited_at,
    g.prompt, g.aspect_ratio, p.user_id = ${viewer} IS TRUE AS is_own,
    EXISTS (SELECT FROM post_like l WHERE l.post_id = p.id AND l.user_id = ${viewer}) AS liked, ${PERSON_COLUMNS}`;
export const POST_FROM = `post p JOIN generation g ON g.id = p.generation_id JOIN "user" u ON u.id = p.user_id`;

export type PostRow = PersonRow & {
  id: string;
  user_id: string;
  title: string;
  description: string;
  category_id: string;
  tags: string[];
  visibility: Visibility;
  status: PostView["status"];
  hold_rule: string | null;
  hold_field: string | null;
  tier: Tier;
  width: number;
  height: number;
  placeholder: string;
  show_prompt: boolean;
  likes: number;
  remixes: number;
  comments: number;
  published_at: Date;
  published_key: string;
  edited_at: Date | null;
  prompt: string;
  aspect_ratio: AspectRatio;
  is_own: boolean;
  liked: boolean;
};

export const postFileUrl = (postId: string, variant: "preview" | "thumbnail" | "og") => `/media/${postId}/${variant}`;

/** The sandbox's controls are no part of an idea that others see. */
const withoutControls = (prompt: string) => prompt.replace(/\s*\[\[sbx:[^\]]*\]\]/g, "");

/** A post as the viewer of the query may see it: the prompt only where it is shown, the reason of a hold for its author only. */
export function toPostView(_on: Pick<World, "env">, row: PostRow): PostView {
  const showsPrompt = row.show_prompt || row.is_own;
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    categoryId: row.category_id,
    tags: row.tags,
    visibility: row.visibility,
    status: row.status,
    ...(row.is_own && row.hold_rule
      ? {
          hold: {
            rule: row.hold_rule,
            ...(row.hold_field ? { field: row.hold_field } : {}),
            message: holdMessage(row.hold_rule),
          },
        }
      : {}),
    tier: row.tier,
    aspectRatio: row.aspect_ratio,
    ...sharedSize(row),
    imageUrl: postFileUrl(row.id, "preview"),
    thumbnailUrl: postFileUrl(row.id, "thumbnail"),
    placeholder: row.placeholder,
    author: toPerson(row),
    isOwn: row.is_own,
    likes: row.likes,
    liked: row.liked,
    remixes: row.remixes,
    comments: row.comments,
    showPrompt: row.show_prompt,
    ...(showsPrompt ? { prompt: withoutControls(row.prompt) } : {}),
    canRemix: row.show_prompt && row.status === "live",
    publishedAt: row.published_at.toISOString(),
    ...(row.edited_at ? { editedAt: row.edited_at.toISOString() } : {}),
  };
}
