import type { LimitStanding } from "@/lib/core/errors";
import type { Limits } from "@/lib/db/ctx";

/** Limits that note what was counted for one request, so that its answer can tell. */
export function notedLimits(limits: Limits, noted: LimitStanding[]): Limits {
  return {
    check: (rule, key) => limits.check(rule, key),
    async consume(rule, key) {
      const standing = await limits.consume(rule, key);
      noted.push(standing);
      return standing;
    },
  };
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-07 for the limit that leaves the least, of those that were counted. */
export function rateLimitHeaders(noted: readonly LimitStanding[]): [string, string][] {
  const [tightest] = noted.toSorted((a, b) => a.remaining - b.remaining || b.resetSeconds - a.resetSeconds);
  if (!tightest) return [];
  const { limit, remaining, resetSeconds, windowSeconds } = tightest;
  return [
    ["RateLimit-Limit", String(limit)],
    ["RateLimit-Remaining", String(remaining)],
    ["RateLimit-Reset", String(resetSeconds)],
    ["RateLimit-Policy", `${limit};w=${windowSeconds}`],
  ];
}
