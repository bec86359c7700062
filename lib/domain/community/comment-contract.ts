import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { personView } from "@/lib/domain/identity/contract";

const tag = "Community";
export const MAX_COMMENT_LENGTH = 1000;

export const commentView = z.object({
  id: z.string(),
  postId: z.string(),
  parentId: z.optional(z.string()),
  /** Empty where it was deleted and stays for its replies. */
  body: z.string(),
  /** Handles in the body that exist, to be shown as links. */
  mentions: z.array(z.string()),
  author: z.optional(personView),
  isOwn: z.boolean(),
  isDeleted: z.boolean(),
  /** Held comments are shown to their author only. */
  status: z.enum(["live", "held"]),
  /** Replies in all; only on comments that are not replies. */
  replies: z.optional(z.int()),
  createdAt: instant,
  editedAt: z.optional(instant),
});
export type CommentView = z.infer<typeof commentView>;
const commentBody = textField("A comment", 1, MAX_COMMENT_LENGTH);

export const commentsEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/community/posts/{id}/comments",
  summary: "Comments on a post, newest first; with `parentId` the replies to one, oldest first",
  tag,
  query: z.object({ ...pageQuery, parentId: z.optional(z.string().check(z.maxLength(60))) }),
  response: page(commentView),
});
export const commentEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/community/posts/{id}/comments",
  summary: "Comment on a post, or reply to a comment",
  tag,
  body: z.object({ body: commentBody, parentId: z.optional(z.string().check(z.maxLength(60))) }),
  response: commentView,
  status: 201,
});
export const updateCommentEndpoint = endpoint({
  method: "PATCH",
  path: "/api/studio/community/comments/{id}",
  summary: "Change one's own comment",
  tag,
  body: z.object({ body: commentBody }),
  response: commentView,
});
export const deleteCommentEndpoint = endpoint({
  method: "DELETE",
  path: "/api/studio/community/comments/{id}",
  summary: "Delete one's own comment, or one under one's own post",
  tag,
});
