import { createHash } from "node:crypto";
import { AppError, type ErrorCode, type ErrorDetails } from "@/lib/core/errors";
import type { World } from "./ctx";
import type { Tx } from "./prisma";
import { inTransaction } from "./transaction";

/** What a key was answered: a body, or a refusal that replays as the same refusal. */
export type StoredOutcome<Body = unknown> =
  | { ok: Body }
  | { refusal: { code: ErrorCode; message: string; details?: ErrorDetails } };

/** Hash of a parsed request: key order does not matter, absent and undefined members are alike. */
export function requestHash(input: unknown): string {
  const ordered = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(ordered);
    if (value && typeof value === "object") {
      const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
      return Object.fromEntries(entries.map(([key, member]) => [key, ordered(member)]));
    }
    return value;
  };
  // What is undefined has no place in JSON.
  return createHash("sha256")
    .update(JSON.stringify(ordered(input)))
    .digest("hex");
}

/** Hash of a request to a route: what its address names belongs to it, where it names anything. */
export const routeHash = (params: Record<string, unknown>, body: unknown): string =>
  requestHash(Object.keys(params).length > 0 ? { params, body } : body);

/** Gives the stored body, or throws the stored refusal. */
export function replay<Body>(outcome: StoredOutcome<Body>): Body {
  if ("ok" in outcome) return outcome.ok;
  const { code, message, details } = outcome.refusal;
  throw new AppError(code, message, details);
}

export const keyUsedForAnotherRequest = () =>
  new AppError(
    "idempotency_conflict",
    "This Idempotency-Key was used for another request. Use a new key for a new request.",
  );

export type KeyScope = { accountId: string; route: string; key: string };

/** The answer this key was given before; undefined when it is new. Throws `idempotency_conflict` for another body. */
export async function findStoredOutcome(
  world: World,
  scope: KeyScope,
  hash: string,
): Promise<StoredOutcome | undefined> {
  const { rows } = await world.pool.query<{ request_hash: string; outcome: StoredOutcome | null }>({
    name: "find-stored-outcome",
    text: `SELECT request_hash, outcome FROM idempotency_key WHERE account_id = $1 AND route = $2 AND key = $3`,
    values: [scope.accountId, scope.route, scope.key],
  });
  const row = rows[0];
  if (!row) return undefined;
  if (row.request_hash !== hash) throw keyUsedForAnotherRequest();
  return row.outcome ?? undefined;
}

/**
 * Answers a key once for ever: `work` runs in the transaction that stores what it resolves to, and a repeat, also one at the same moment, gets that
 * instead. A refusal that is to be stored is resolved, not thrown; what is thrown leaves nothing. Throws `idempotency_conflict` for another request.
 */
export function answerOnce<Body>(
  on: { db: World["db"] },
  { accountId, route, key }: KeyScope,
  hash: string,
  work: (tx: Tx) => Promise<StoredOutcome<Body>>,
): Promise<StoredOutcome<Body>> {
  return inTransaction(on, async (tx) => {
    const isNew = await tx.$executeRaw`
      INSERT INTO idempotency_key (account_id, route, key, request_hash) VALUES (${accountId}, ${route}, ${key}, ${hash}) ON CONFLICT DO NOTHING`;
    const scope = { accountId_route_key: { accountId, route, key } };
    if (isNew === 0) {
      const stored = await tx.idempotencyKey.findUniqueOrThrow({ where: scope });
      if (stored.requestHash !== hash) throw keyUsedForAnotherRequest();
      return stored.outcome as StoredOutcome<Body>;
    }
    const outcome = await work(tx);
    await tx.$executeRaw`
      UPDATE idempotency_key SET outcome = ${JSON.stringify(outcome)}::jsonb WHERE account_id = ${accountId} AND route = ${route} AND key = ${key}`;
    return outcome;
  });
}
