import { NOT_SENT } from "../not-sent";
import { ProviderError } from "../provider-error";

/** What the SDK throws: a service's answer has a status, everything else a name or code. */
type Thrown = { name?: unknown; code?: unknown; $metadata?: { httpStatusCode?: number } };

/** What was sent did not arrive as it was, or not in time: the same again is right. */
const GARBLED = new Set([
  "BadDigest",
  "InvalidDigest",
  "IncompleteBody",
  "RequestTimeout",
  "XAmzContentSHA256Mismatch",
]);
/** Answers that mean "later" whatever their status is. */
const THROTTLED = new Set(["SlowDown", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException"]);

function errorOfStatus(status: number, name: string): ProviderError {
  if (THROTTLED.has(name) || status === 429)
    return new ProviderError("rate_limited", "The S3 store throttled us", { status });
  if (GARBLED.has(name)) return new ProviderError("ambiguous", `The S3 store got something else (${name})`, { status });
  if (name === "EntityTooLarge" || status === 413)
    return new ProviderError("too_large", "The file is too large for the S3 store", { status });
  if (status === 401 || status === 403)
    return new ProviderError("auth", "The S3 store refused the key, its rights, or the clock", { status });
  if (name === "NoSuchBucket") return new ProviderError("invalid_input", "S3_BUCKET does not exist there", { status });
  if (status === 404) return new ProviderError("not_found", "The S3 store does not know this", { status });
  if (status >= 500) return new ProviderError("down", `The S3 store answered ${status}`, { status });
  if (status >= 300)
    return new ProviderError("invalid_input", `The S3 store refused the request (${status})`, { status });
  return new ProviderError("ambiguous", `No usable answer from the S3 store (${status})`, { status });
}

/** Our word for what the SDK threw. Its texts stay out: they hold addresses, key ids and what was signed. */
export function toProviderError(thrown: unknown): ProviderError {
  if (thrown instanceof ProviderError) return thrown;
  const { name, code, $metadata } = (thrown ?? {}) as Thrown;
  if ($metadata?.httpStatusCode) return errorOfStatus($metadata.httpStatusCode, String(name));
  if (name === "CredentialsProviderError") return new ProviderError("auth", "There is no key for the S3 store");
  const reason = String(code ?? name ?? typeof thrown);
  if (NOT_SENT.has(reason)) return new ProviderError("unreachable", `The S3 store can't be reached (${reason})`);
  return new ProviderError("ambiguous", `No usable answer from the S3 store (${reason})`);
}
