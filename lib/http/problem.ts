import { AppError, toProblem } from "@/lib/core/errors";

/**
 * What means "no database right now", whoever says it: PostgreSQL (also by class: 08 connection, 53 no disk, memory or clients left, 58 system), Prisma,
 * or the socket. Conflicts that three tries did not get past belong to it: they pass.
 */
const DATABASE_AWAY = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"],
  ...["ENOTFOUND", "EAI_AGAIN"],
  ...["57P01", "57P02", "57P03", "57P05", "57014", "25P03", "25006", "40001", "40P01", "55P03"],
  ...["P1001", "P1002", "P1008", "P1011", "P1017", "P2024", "P2028", "P2034", "P2037"],
]);
const DATABASE_AWAY_CLASS = /^(08|53|58)[0-9A-Z]{3}$/;
/** The driver's own words, which carry no code. */
const DATABASE_AWAY_WORDS =
  /timeout exceeded when trying to connect|connection terminated|query read timeout|not queryable|cannot use a pool after calling end|server has closed the connection|can't reach database server/i;

/** No room, or a disk that takes nothing: files of our own. */
const STORAGE_AWAY = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EIO", "EMFILE", "ENFILE"]);

/** The error, what caused it, and what Prisma's driver tells beside it. */
function* chainOf(error: unknown): Generator<Record<string, unknown>> {
  let at = error as unknown;
  for (let depth = 0; at && typeof at === "object" && depth < 6; depth++) {
    const link = at as Record<string, unknown>;
    yield link;
    at = link.cause ?? (link.meta as Record<string, unknown> | undefined)?.driverAdapterError;
  }
}

function isDatabaseAway(error: unknown): boolean {
  for (const { code, originalCode, errorCode, message } of chainOf(error)) {
    for (const said of [code, originalCode, errorCode])
      if (typeof said === "string" && (DATABASE_AWAY.has(said) || DATABASE_AWAY_CLASS.test(said))) return true;
    if (typeof message === "string" && DATABASE_AWAY_WORDS.test(message)) return true;
  }
  return false;
}

const isStorageAway = (error: unknown): boolean =>
  [...chainOf(error)].some(({ code }) => typeof code === "string" && STORAGE_AWAY.has(code));

const away = (message: string, retryAfterSeconds: number) =>
  new AppError("provider_unavailable", message, { retryAfterSeconds });

/** What went wrong as a refusal people may see; anything unexpected becomes `internal_error` without its text. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // Adapters are none of this room's business: what they throw is known by its name, as between the web server's bundles.
  if (error instanceof Error && error.name === "ProviderError")
    return away("A service that this needs does not answer as it should. Please try again later.", 30);
  if (isStorageAway(error)) return away("There is no room for new files right now. Please try again later.", 30);
  // A lost answer to COMMIT looks like this as well, so nothing is said of what was done or not.
  if (isDatabaseAway(error))
    return away("We can't reach our records right now. Please try again in a moment; nothing is charged twice.", 5);
  return new AppError(
    "internal_error",
    "Something went wrong on our side. Nothing was charged twice; please try again.",
  );
}

export function problemResponse(error: AppError, requestId: string): Response {
  const problem = toProblem(error, requestId);
  const headers = new Headers({
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    "X-Request-Id": requestId,
  });
  if (error.details.retryAfterSeconds) headers.set("Retry-After", String(error.details.retryAfterSeconds));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
