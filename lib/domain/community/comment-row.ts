import { PERSON_COLUMNS, type PersonRow, toPerson } from "@/lib/domain/people/person";
import type { CommentView } from "./comment-contract";

/** `$1` is the viewer. */
export const COMMENT_COLUMNS = `c.id, c.post_id, c.parent_id, c.body, c.status, c.created_at, c.created_at::text AS created_key, c.edited_at,
    c.deleted_at IS NOT NULL AS is_deleted, c.user_id = $1 IS TRUE AS is_own,
    (SELECT count(*) FROM comment r WHERE r.parent_id = c.id AND r.deleted_at IS NULL AND r.status = 'live')::int AS replies,
    ARRAY(SELECT DISTINCT m.handle FROM regexp_matches(lower(c.body), '@([a-z0-9][a-z0-9_]{2,29})', 'g') AS said(parts)
      JOIN "user" m ON m.handle = said.parts[1] AND m.status = 'active') AS mentions, ${PERSON_COLUMNS}`;

/** What of a post's comments exists for the viewer: not those of blocked people, held ones for who wrote them only. */
export const COMMENT_SEEN = `u.status = 'active' AND NOT coalesce(are_blocked(c.user_id, $1), false)
    AND (c.status = 'live' OR (c.status = 'held' AND c.user_id = $1))
    AND (c.deleted_at IS NULL OR EXISTS (SELECT FROM comment r WHERE r.parent_id = c.id AND r.deleted_at IS NULL AND r.status = 'live'))`;

export const COMMENT_FROM = `comment c JOIN "user" u ON u.id = c.user_id`;

export type CommentRow = PersonRow & {
  id: string;
  post_id: string;
  parent_id: string | null;
  body: string;
  status: CommentView["status"];
  created_at: Date;
  created_key: string;
  edited_at: Date | null;
  is_deleted: boolean;
  is_own: boolean;
  replies: number;
  mentions: string[];
};

/** A deleted one that has replies keeps its place, without words and name. */
export function toCommentView(row: CommentRow): CommentView {
  return {
    id: row.id,
    postId: row.post_id,
    ...(row.parent_id ? { parentId: row.parent_id } : { replies: row.replies }),
    body: row.is_deleted ? "" : row.body,
    mentions: row.is_deleted ? [] : row.mentions,
    ...(row.is_deleted ? {} : { author: toPerson(row) }),
    isOwn: row.is_own,
    isDeleted: row.is_deleted,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    ...(row.edited_at ? { editedAt: row.edited_at.toISOString() } : {}),
  };
}
