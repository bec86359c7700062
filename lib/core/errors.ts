/** Every way a verb may refuse. The code is public (product.md 7); `STATUS` is the only place that knows its HTTP status. */
export const STATUS = {
  bad_request: 400,
  unauthorized: 401,
  insufficient_credits: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  idempotency_conflict: 409,
  payload_too_large: 413,
  validation_failed: 422,
  content_policy_violation: 422,
  rate_limited: 429,
  internal_error: 500,
  provider_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;

export const TITLE = {
  bad_request: "The request can't be read",
  unauthorized: "Sign in first",
  insufficient_credits: "Not enough credits",
  forbidden: "Not allowed",
  not_found: "Not found",
  method_not_allowed: "Method not allowed",
  conflict: "Conflict",
  idempotency_conflict: "Key used for another request",
  payload_too_large: "Too large",
  validation_failed: "Please check your input",
  content_policy_violation: "Against the content rules",
  rate_limited: "Too many requests",
  internal_error: "Something went wrong on our side",
  provider_unavailable: "Service unavailable",
} as const satisfies Record<ErrorCode, string>;

export type FieldError = { field: string; message: string };

export type ErrorDetails = {
  errors?: FieldError[];
  /** Seconds until a retry makes sense; becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** Further public members of the problem document, e.g. `{ needed: 4, available: 1 }`. */
  extra?: Record<string, string | number | boolean>;
  /** How the limit stands that was reached; becomes `RateLimit-*`. */
  limit?: LimitStanding;
};

/** A limit as it stands after a request was counted: so many in a window, so many left, seconds until it opens anew. */
export type LimitStanding = { limit: number; remaining: number; resetSeconds: number; windowSeconds: number };

/** Thrown by verbs to refuse. `message` is shown to people as it stands. */
export class AppError extends Error {
  override readonly name = "AppError";
  /** The web server's bundles each hold a copy of this class: limits refuse in one, handlers and pages catch in another. */
  static override [Symbol.hasInstance](thing: unknown): boolean {
    return thing instanceof Error && thing.name === "AppError";
  }
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
  }
}

export const notFound = (what = "This page or thing") => new AppError("not_found", `${what} was not found.`);

export const invalid = (field: string, message: string) =>
  new AppError("validation_failed", message, { errors: [{ field, message }] });

/** RFC 9457 document with our members (product.md 7). */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId: string;
  errors?: FieldError[];
};

export function toProblem(error: AppError, requestId: string): Problem {
  return {
    ...error.details.extra,
    type: `/docs#${error.code}`,
    title: TITLE[error.code],
    status: STATUS[error.code],
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.details.errors ? { errors: error.details.errors } : {}),
  };
}
