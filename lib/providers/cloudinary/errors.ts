import { NOT_SENT } from "../not-sent";
import { ProviderError } from "../provider-error";

/** Whatever the SDK rejects with: rarely an Error, often an object around one. */
type Thrown = { http_code?: unknown; message?: unknown; name?: unknown; code?: unknown };

/** What a status means to us. Its text stays out: a 401 quotes the signature and the string that was signed. */
export function errorOfStatus(status: number, message = ""): ProviderError {
  const [, got, maximum] = /Got (\d+)\. Maximum is (\d+)/.exec(message) ?? [];
  if (maximum)
    return new ProviderError("too_large", `Cloudinary takes ${maximum} bytes at most, the file has ${got}`, { status });
  if (status === 413) return new ProviderError("too_large", "The file is too large for Cloudinary", { status });
  if (status === 401 || status === 403)
    return new ProviderError("auth", "Cloudinary refused the key or signature", { status });
  if (status === 404) return new ProviderError("not_found", "Cloudinary does not know this", { status });
  if (status === 420 || status === 429) return new ProviderError("rate_limited", "Cloudinary throttled us", { status });
  // The SDK's own code for its idle time-out.
  if (status === 499) return new ProviderError("ambiguous", "Cloudinary did not answer in time");
  if (status >= 500) return new ProviderError("down", `Cloudinary answered ${status}`, { status });
  if (status >= 400) return new ProviderError("invalid_input", `Cloudinary refused the file (${status})`, { status });
  return new ProviderError("ambiguous", `No usable answer from Cloudinary (${status})`, { status });
}

/** Our word for what the SDK or `fetch` threw. */
export function toProviderError(thrown: unknown): ProviderError {
  if (thrown instanceof ProviderError) return thrown;
  const inner = (thrown as { error?: unknown } | undefined)?.error ?? thrown;
  const { http_code, message, name, code } = (inner ?? {}) as Thrown;
  if (typeof http_code === "number") return errorOfStatus(http_code, String(message));
  const cause = (inner as { cause?: { code?: unknown } } | undefined)?.cause?.code;
  const reason = String(code ?? cause ?? name ?? typeof inner);
  if (NOT_SENT.has(reason)) return new ProviderError("unreachable", `Cloudinary can't be reached (${reason})`);
  return new ProviderError("ambiguous", `No usable answer from Cloudinary (${reason})`);
}
