import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { postView } from "@/lib/domain/community/contract";
import { COMMENTS_FROM, personView, profileChanges } from "@/lib/domain/identity/contract";

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
  followsYou: z.boolean(),
  /** What reuse has brought; own profile only. */
  creditsEarned: z.optional(z.number()),
  /** Who may comment on their posts; own profile only. */
  commentsFrom: z.optional(z.enum(COMMENTS_FROM)),
});
export type ProfileView = z.infer<typeof profileView>;

export const profileEndpoint = endpoint({
  method: "GET",
  path: "/api/users/{handle}",
  summary: "A profile; a former handle answers with the present one",
  tag,
  response: profileView,
});
export const profilePostsEndpoint = endpoint({
  method: "GET",
  path: "/api/users/{handle}/posts",
  summary: "Somebody's published pictures, newest first; one's own with the held and private ones",
  tag,
  query: z.object(pageQuery),
  response: page(postView),
});
export const updateProfileEndpoint = endpoint({
  method: "PATCH",
  path: "/api/users/{handle}",
  summary: "Change one's own profile; a former handle goes on leading to it",
  tag,
  body: profileChanges,
  response: profileView,
  errors: [409],
});

const followedPersonView = z.extend(personView, {
  /** Whether the viewer follows them. */
  following: z.boolean(),
  isYou: z.boolean(),
});
export type FollowedPersonView = z.infer<typeof followedPersonView>;
const people = (list: "followers" | "following", summary: string) =>
  endpoint({
    method: "GET",
    path: `/api/users/{handle}/${list}`,
    summary,
    tag,
    query: z.object(pageQuery),
    response: page(followedPersonView),
  });
export const followersEndpoint = people("followers", "Who follows somebody, the latest first");
export const followingEndpoint = people("following", "Whom somebody follows, the latest first");

export const setAvatarEndpoint = endpoint({
  method: "PUT",
  path: "/api/users/me/avatar",
  summary:
    "Upload a picture of oneself: PNG, JPEG or WebP up to 5 MB, as the body or as the field `file` of a multipart form",
  tag,
  response: z.object({ avatarUrl: z.string() }),
  errors: [400, 413, 422],
});
export const removeAvatarEndpoint = endpoint({
  method: "DELETE",
  path: "/api/users/me/avatar",
  summary: "Go back to the first letter of the name",
  tag,
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

/** Not at a profile's own address, because nobody but you may know. */
export const blockedEndpoint = endpoint({
  method: "GET",
  path: "/api/users/me/blocked",
  summary: "Whom you block and mute, the latest first",
  tag,
  response: z.object({ blocked: z.array(personView), muted: z.array(personView) }),
});
export type BlockedView = z.infer<(typeof blockedEndpoint)["response"]>;
