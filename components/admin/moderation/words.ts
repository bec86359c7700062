import { type Deed, type Field, type Guideline, type Queue, URGENT_REASONS } from "@/lib/domain/review/contract";

export const QUEUE_WORDS: Record<Queue, string> = {
  reports: "Reports",
  held: "Held",
  appeals: "Appeals",
  comments: "Comments",
};

/** Guidelines, reasons of reports, and rules that hold a post, in a word or two. */
const REASON_WORDS: Record<string, string> = {
  sexual: "Sexual",
  minors: "Minors",
  violence: "Violence",
  hate: "Hate",
  harassment: "Harassment",
  real_person: "Real person",
  copyright: "Copied picture",
  spam: "Spam",
  personal_data: "Personal data",
  other: "Other",
  picture: "Picture check",
  unchecked: "Check off, held",
  threat: "Threat",
  links: "Links",
  reports: "Reports",
  moderator: "Moderator",
};
export const reasonWord = (reason: string) => REASON_WORDS[reason] ?? reason;
export const isUrgent = (reason: string) => URGENT_REASONS.includes(reason);

/** The guideline that a report or a check points at. */
const GUIDELINE_OF: Record<string, Guideline> = {
  picture: "sexual",
  threat: "harassment",
  links: "spam",
  unchecked: "other",
};
export const guidelineOf = (reason: string | undefined, known: readonly Guideline[]): Guideline =>
  known.find((one) => one === reason) ?? GUIDELINE_OF[reason ?? ""] ?? "other";

export const FIELD_WORDS: Record<Field, string> = {
  picture: "The picture",
  title: "The title",
  description: "The description",
  tags: "The tags",
  prompt: "The prompt",
  comment: "The comment",
};

/** Verb on the button, its key, and what the message says afterwards. `isFormal`: it names a rule, and asks for it first. */
export const DEED_WORDS: Record<Deed, { verb: string; key: string; done: string; isFormal: boolean }> = {
  dismiss: { verb: "Dismiss", key: "D", done: "Dismissed. The post stays.", isFormal: false },
  restore: { verb: "Restore", key: "R", done: "Live now. Its author is told.", isFormal: false },
  keep: { verb: "Keep decision", key: "E", done: "The decision stands. The author is told.", isFormal: true },
  hide: { verb: "Hide", key: "H", done: "Hidden. Its author is told.", isFormal: true },
  warn: { verb: "Warn", key: "W", done: "Warned. The post stays.", isFormal: true },
  delete: { verb: "Delete", key: "X", done: "Deleted. The evidence is kept.", isFormal: true },
  suspend: { verb: "Suspend author", key: "S", done: "Suspended, and hidden.", isFormal: true },
};

const HOUR_MS = 3_600_000;

/** "2 h left", "40 min left", "3 h late"; it presses from three hours on. */
export function clockOf(dueAt: string, nowMs: number): { text: string; isPressing: boolean } {
  const ms = new Date(dueAt).getTime() - nowMs;
  const size = Math.abs(ms);
  const amount =
    size >= 48 * HOUR_MS
      ? `${Math.floor(size / HOUR_MS / 24)} d`
      : size >= HOUR_MS
        ? `${Math.floor(size / HOUR_MS)} h`
        : `${Math.floor(size / 60_000)} min`;
  return { text: `${amount} ${ms < 0 ? "late" : "left"}`, isPressing: ms < 3 * HOUR_MS };
}
