import { fullTime } from "@/lib/core/ist-time";
import { GUIDELINES, type Guideline } from "@/lib/domain/review/contract";
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

const FIELD_WORDS: Record<string, string> = {
  picture: "the picture",
  title: "the title",
  description: "the description",
  tags: "the tags",
  prompt: "the prompt",
  comment: "the comment",
};
/** The rule, the field and what the moderator wrote, as whole sentences. */
function why({ data: { rule, field, reason } }: Told): string {
  const guideline = GUIDELINES[String(rule) as Guideline];
  const about = field ? ` It is about ${FIELD_WORDS[String(field)] ?? String(field)}.` : "";
  return [guideline && `. The rule: ${guideline}${about}`, reason && `${guideline ? " " : ": "}${String(reason)}`]
    .filter(Boolean)
    .join("");
}
/** By its present title, or by the one that it had. */
const work = (told: Told) => (told.title || !told.data.title ? post(told) : `“${String(told.data.title)}”`);
const end = ({ data }: Told) => (data.until ? ` until ${fullTime(String(data.until))}` : "");
const DECISIONS: Record<string, (told: Told) => string> = {
  held: (told) => `${work(told)} waits for a moderator`,
  hidden: (told) => `${work(told)} is hidden${why(told)}`,
  deleted: (told) => `${work(told)} was deleted${why(told)}`,
  warned: (told) => `A warning about ${work(told)}${why(told)}`,
  kept: (told) => `The decision about ${work(told)} stands${why(told)}`,
  suspended: (told) => `Your account was suspended${end(told)}${why(told)}`,
  unsuspended: (told) => `Your account is open again${why(told)}`,
  undone: (told) => `A decision about ${work(told)} was taken back`,
  restored: (told) => `${work(told)} is live${why(told)}`,
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
