import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/lib/core/errors";
import { RATE_RULES, type RateRule } from "@/lib/core/rate-rules";
import type { Limits } from "@/lib/db/ctx";

const refused = (result: RateLimiterRes) =>
  new AppError("rate_limited", "That was a lot at once. Please wait a moment and try again.", {
    retryAfterSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
  });

/** Limits in PostgreSQL, so that they hold across processes. */
export function createLimits(pool: Pool, scale: number): Limits {
  const limiters = new Map<RateRule, RateLimiterPostgres>();
  const limiter = (rule: RateRule) => {
    let found = limiters.get(rule);
    if (!found) {
      const { points, seconds } = RATE_RULES[rule];
      found = new RateLimiterPostgres({
        storeClient: pool,
        storeType: "pool",
        tableName: "rate_limit",
        tableCreated: true,
        keyPrefix: rule,
        points: Math.max(1, Math.round(points * scale)),
        duration: seconds,
        clearExpiredByTimeout: false,
      });
      limiters.set(rule, found);
    }
    return found;
  };
  return {
    async consume(rule, key) {
      try {
        await limiter(rule).consume(key);
      } catch (error) {
        if (error instanceof RateLimiterRes) throw refused(error);
        throw error;
      }
    },
    async check(rule, key) {
      const state = await limiter(rule).get(key);
      if (state && state.remainingPoints <= 0) throw refused(state);
    },
  };
}
