import type { JobView } from "@/lib/domain/generation/contract";

export const isActive = (job: Pick<JobView, "status">) => job.status === "queued" || job.status === "running";

/** Nobody believes 100 % before the picture is there, and nobody likes a bar that stands still. */
const STRAIGHT_UNTIL = 0.9;
const NEVER_ABOVE = 0.99;

export type Estimate = {
  /** 0 to 0.99 */
  ratio: number;
  /** Milliseconds still to go; 0 when it takes longer than usual. */
  leftMs: number;
};

/** Time against the model's usual, an estimate; past the usual it slows down and never ends by itself. */
export function estimate(job: Pick<JobView, "startedAt" | "usualMs">, nowMs: number): Estimate {
  const usualMs = Math.max(job.usualMs ?? 0, 500);
  if (!job.startedAt) return { ratio: 0, leftMs: usualMs };
  const spentMs = Math.max(0, nowMs - Date.parse(job.startedAt));
  const share = spentMs / usualMs;
  const ratio =
    share <= 1 ? share * STRAIGHT_UNTIL : STRAIGHT_UNTIL + (NEVER_ABOVE - STRAIGHT_UNTIL) * (1 - Math.exp(1 - share));
  return { ratio, leftMs: Math.max(0, usualMs - spentMs) };
}

export function elapsedMs(job: Pick<JobView, "createdAt" | "finishedAt">, nowMs: number): number {
  return Math.max(0, (job.finishedAt ? Date.parse(job.finishedAt) : nowMs) - Date.parse(job.createdAt));
}

/** "0:38", "12:05" */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const ORDINAL = new Intl.PluralRules("en", { type: "ordinal" });
const SUFFIX = { one: "st", two: "nd", few: "rd", other: "th" } as Record<string, string>;

/** "4th" */
export function ordinal(place: number): string {
  return `${place}${SUFFIX[ORDINAL.select(place)]}`;
}

/** "next", "4th" */
export const placeInLine = (place: number) => (place === 1 ? "next" : ordinal(place));

/** "About 14 seconds to go." */
export function timeToGo(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000);
  if (seconds <= 0) return "A little longer than usual.";
  if (seconds >= 90) return `About ${Math.round(seconds / 60)} minutes to go.`;
  return `About ${seconds} ${seconds === 1 ? "second" : "seconds"} to go.`;
}

/** One job in one sentence, for the live region. */
export function inWords(job: JobView): string {
  switch (job.status) {
    case "queued":
      return job.queuePosition ? `You're ${placeInLine(job.queuePosition)} in line.` : "You're in line.";
    case "running":
      return job.isCancelling ? "Cancelling." : "Painting your picture.";
    case "succeeded":
      return "Your picture is ready.";
    case "failed":
      return `No picture this time. ${job.error?.message ?? ""} Your credits are back.`;
    case "cancelled":
      return "Cancelled. Your credits are back.";
  }
}
