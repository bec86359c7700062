import type { NotificationKind } from "./contract";

export type Told = {
  kind: NotificationKind;
  /** Names of the latest people, and how many there are in all. */
  names: readonly string[];
  count: number;
  /** Of the post it is about, where the reader may see it. */
  title: string | undefined;
  data: Record<string, unknown>;
};

function people({ names, count }: Told): string {
  const [first = "Somebody", second] = names;
  if (count <= 1) return first;
  if (count === 2 && second) return `${first} and ${second}`;
  return `${first} and ${count - 1} others`;
}

const post = ({ title }: Told) => (title ? `“${title}”` : "a picture");
const credits = ({ data }: Told) => `${String(data.credits)} ${Number(data.credits) > 1 ? "credits" : "credit"}`;
const MILESTONES: Record<string, string> = {
  first_post: "your first public post",
  posts_10: "10 public posts",
  posts_50: "50 public posts",
  posts_100: "100 public posts",
  likes_100: "100 likes on one post",
  streak_7: "pictures on seven days in a row",
};

function milestone({ data }: Told): string {
  const key = String(data.milestone);
  const [, invited] = /^referrals_(\d+)$/.exec(key) ?? [];
  return invited ? `${invited} invitations` : (MILESTONES[key] ?? "a milestone");
}

const because = ({ data }: Told) => (data.reason ? `: ${String(data.reason)}` : "");
const DECISIONS: Record<string, (told: Told) => string> = {
  held: (told) => `${post(told)} waits for a moderator`,
  hidden: (told) => `${post(told)} is hidden${because(told)}`,
  restored: (told) => `${post(told)} is live${because(told)}`,
  upheld: () => "A post that you reported is hidden now. Thank you",
  dismissed: () => "A moderator looked at a post that you reported, and found it within the rules",
};

/** What the bell says, by kind. */
export const SENTENCES: Record<NotificationKind, (told: Told) => string> = {
  like: (told) => `${people(told)} liked ${post(told)}`,
  comment: (told) => `${people(told)} commented on ${post(told)}`,
  reply: (told) => `${people(told)} replied to your comment on ${post(told)}`,
  mention: (told) => `${people(told)} mentioned you in a comment on ${post(told)}`,
  follow: (told) => `${people(told)} ${told.count > 1 ? "follow" : "follows"} you`,
  remix: (told) => `${people(told)} remixed ${post(told)}`,
  reward: (told) => `You got ${credits(told)} for a remix of ${post(told)}`,
  referral: (told) =>
    told.data.joined ? `${people(told)} joined by your link` : `You got ${credits(told)} for an invitation`,
  milestone: (told) => `You got ${credits(told)} for ${milestone(told)}`,
  job: (told) => (told.data.ok ? "Your picture is ready" : "No picture this time. Your credits are back"),
  moderation: (told) => (DECISIONS[String(told.data.action)] ?? DECISIONS.held!)(told),
  purchase: (told) => `${credits(told)} added`,
};
