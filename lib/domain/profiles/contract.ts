import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, lineField, textField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { postView } from "@/lib/domain/community/contract";
import { handleField, personView } from "@/lib/domain/identity/contract";

export const MAX_BIO_LENGTH = 500;
export const COMMENTS_FROM = ["everyone", "followers", "nobody"] as const;
const tag = "Profiles";

export const profileView = z.extend(personView, {
  bio: z.string(),
  isOwn: z.boolean(),
  isPrivate: z.boolean(),
  posts: z.int(),
  likesReceived: z.int(),
  remixes: z.int(),
  followers: z.int(),
  followingCount: z.int(),
  joinedAt: instant,
  /** The viewer's own relation. */
  following: z.boolean(),
  muted: z.boolean(),
  blocked: z.boolean(),
  followsYou: z.boolean(),
  /** Own profile only. */
  commentsFrom: z.optional(z.enum(COMMENTS_FROM)),
  creditsEarned: z.optional(z.number()),
});
export type ProfileView = z.infer<typeof profileView>;

export const profileEndpoint = endpoint({
  method: "GET",
  path: "/api/users/{handle}",
  summary: "A profile; a former handle answers with the present one",
  tag,
  response: profileView,
});
export const updateProfileEndpoint = endpoint({
  method: "PATCH",
  path: "/api/users/{handle}",
  summary: "Change one's own profile",
  tag,
  body: z.object({
    name: z.optional(lineField("Your name", 1, 80)),
    handle: z.optional(handleField),
    bio: z.optional(textField("About you", 0, MAX_BIO_LENGTH)),
    commentsFrom: z.optional(z.enum(COMMENTS_FROM)),
    isPrivate: z.optional(z.boolean()),
  }),
  response: profileView,
  errors: [409],
});
export const profilePostsEndpoint = endpoint({
  method: "GET",
  path: "/api/users/{handle}/posts",
  summary: "Somebody's published pictures, newest first; one's own with the held and private ones",
  tag,
  query: z.object(pageQuery),
  response: page(postView),
});
export const personListView = z.extend(personView, { following: z.boolean(), isOwn: z.boolean() });
export type PersonListView = z.infer<typeof personListView>;
export const followersEndpoint = endpoint({
  method: "GET",
  path: "/api/users/{handle}/followers",
  summary: "Who follows somebody, newest first",
  tag,
  query: z.object(pageQuery),
  response: page(personListView),
});
export const followingEndpoint = endpoint({
  method: "GET",
  path: "/api/users/{handle}/following",
  summary: "Whom somebody follows, newest first",
  tag,
  query: z.object(pageQuery),
  response: page(personListView),
});
const relation = (method: "POST" | "DELETE", what: "follow" | "block" | "mute", summary: string) =>
  endpoint({
    method,
    path: `/api/users/{handle}/${what}`,
    summary,
    tag,
    response: z.object({ following: z.boolean(), blocked: z.boolean(), muted: z.boolean(), followers: z.int() }),
  });
export const followEndpoint = relation("POST", "follow", "Follow somebody");
export const unfollowEndpoint = relation("DELETE", "follow", "Stop following somebody");
export const blockEndpoint = relation(
  "POST",
  "block",
  "Block somebody: both vanish for each other, and no longer follow",
);
export const unblockEndpoint = relation("DELETE", "block", "Take a block back");
export const muteEndpoint = relation("POST", "mute", "Mute somebody: their doings no longer reach you");
export const unmuteEndpoint = relation("DELETE", "mute", "Take a mute back");
/** Not in a profile's own address, because nobody but you may know. */
export const blockedEndpoint = endpoint({
  method: "GET",
  path: "/api/users/me/blocked",
  summary: "Whom you block and mute",
  tag,
  response: z.object({ blocked: z.array(personView), muted: z.array(personView) }),
});

export const MAX_AVATAR_BYTES = 5_000_000;
export const avatarEndpoint = endpoint({
  method: "PUT",
  path: "/api/users/me/avatar",
  summary:
    "Replace one's avatar: the body is the file (PNG, JPEG or WebP), or a form with it as `file`; cropped square and encoded anew",
  tag,
  response: z.object({ avatarUrl: z.string() }),
  errors: [413],
});
export const deleteAvatarEndpoint = endpoint({
  method: "DELETE",
  path: "/api/users/me/avatar",
  summary: "Remove one's avatar",
  tag,
});
