import { NOT_SENT } from "../not-sent";
import { ProviderError } from "../provider-error";

/** The SDK does not export its ApiError; it is known by its name. */
type ApiError = Error & { response: Response };

const isApiError = (error: unknown): error is ApiError =>
  error instanceof Error && error.name === "ApiError" && "response" in error;

/** Replicate promises no Retry-After header; its text says "resets in ~30s". */
function retryAfterMs({ response, message }: ApiError): number | undefined {
  const seconds = Number(response.headers.get("retry-after")) || Number(/~(\d+)s/.exec(message)?.[1]);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

/** Names of input fields that a 422 complains about; never their values. */
function fieldsOf(message: string): string[] {
  return [...new Set([...message.matchAll(/"field":\s*"([\w.]+)"/g)].map((match) => match[1]!))];
}

/** Our word for what the SDK threw. Everything that leaves it open whether Replicate acted is `ambiguous`, as is a 5xx (`down`). */
export function toProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (isApiError(error)) {
    const { status } = error.response;
    if (status === 401 || status === 403) return new ProviderError("auth", "Replicate refused the token", { status });
    if (status === 402) return new ProviderError("billing", "Replicate account has insufficient credit", { status });
    if (status === 404) return new ProviderError("not_found", "Replicate does not know this", { status });
    if (status === 429) {
      const after = retryAfterMs(error);
      return new ProviderError("rate_limited", "Replicate throttled us", {
        status,
        ...(after ? { retryAfterMs: after } : {}),
      });
    }
    if (status < 500)
      return new ProviderError("invalid_input", "Replicate refused the input", {
        status,
        fields: fieldsOf(error.message),
      });
    return new ProviderError("down", `Replicate answered ${status}`, { status });
  }
  const code = String((error as { cause?: { code?: unknown } } | undefined)?.cause?.code ?? "");
  if (NOT_SENT.has(code)) return new ProviderError("unreachable", `Replicate can't be reached (${code})`);
  const name = error instanceof Error ? error.name : typeof error;
  return new ProviderError("ambiguous", `No usable answer from Replicate (${code || name})`);
}
