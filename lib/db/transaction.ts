import type { Db, Tx } from "./prisma";

const TRIES = 3;
/** Serialisation failure, deadlock (PostgreSQL), and Prisma's name for both. */
const RETRYABLE = new Set(["40001", "40P01", "P2034"]);

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at: unknown = error, depth = 0; at && typeof at === "object" && depth < 5; depth++) {
    const { code, cause, originalCode } = at as { code?: unknown; cause?: unknown; originalCode?: unknown };
    for (const found of [code, originalCode]) if (typeof found === "string") codes.push(found);
    at = cause;
  }
  return codes;
}

/**
 * Runs `work` in one READ COMMITTED transaction; a serialisation failure or deadlock runs it again, three times in all,
 * so `work` does nothing but database work. Nothing remote inside.
 */
export async function inTransaction<T>(ctx: { db: Db }, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.$transaction(work, { timeout: 15_000, maxWait: 5_000 });
    } catch (error) {
      if (attempt === TRIES || !codesOf(error).some((code) => RETRYABLE.has(code))) throw error;
    }
  }
}

/** True when `error` is the violation of a unique index. */
export function isUniqueViolation(error: unknown): boolean {
  return codesOf(error).some((code) => code === "23505" || code === "P2002");
}
