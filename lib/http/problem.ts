import { AppError, toProblem } from "@/lib/core/errors";

/** pg and Prisma codes that mean "no database right now": refused, too many clients, starting or shutting down, timed out. */
const DATABASE_AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "57014",
  "P1001",
  "P1002",
  "P2024",
  "P2028",
]);

function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at && typeof at === "object" && depth < 5; depth++) {
    const { code, originalCode, message, cause } = at as Record<string, unknown>;
    if (DATABASE_AWAY.has(String(code)) || DATABASE_AWAY.has(String(originalCode))) return true;
    if (typeof message === "string" && /timeout exceeded when trying to connect|Connection terminated/.test(message))
      return true;
    at = cause;
  }
  return false;
}

/** What went wrong as a refusal people may see; anything unexpected becomes `internal_error` without its text. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error)) {
    return new AppError(
      "provider_unavailable",
      "We can't reach our records right now. Nothing was changed; please try again.",
      {
        retryAfterSeconds: 5,
      },
    );
  }
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
