import { NOT_SENT } from "../not-sent";
import { ProviderError } from "../provider-error";

/** What the SDK throws: a plain object. `statusCode` 0 is ours, for a request that got no answer (see `client.ts`). */
type SdkError = { statusCode: number; error?: { code?: unknown; description?: unknown; field?: unknown } };

const isSdkError = (error: unknown): error is SdkError =>
  typeof error === "object" && error !== null && typeof (error as SdkError).statusCode === "number";

function refusal(status: number, error: NonNullable<SdkError["error"]>): ProviderError {
  const description = typeof error.description === "string" ? error.description : "";
  if (status === 401 || status === 403 || /authentication failed/i.test(description))
    return new ProviderError("auth", "Razorpay refused the keys", { status });
  if (status === 404) return new ProviderError("not_found", "Razorpay does not know this", { status });
  if (status === 429) return new ProviderError("rate_limited", "Razorpay throttled us", { status });
  // An earlier request did its work and we did not hear of it.
  if (/receipt should be unique/i.test(description))
    return new ProviderError("ambiguous", "Razorpay has an order with this receipt", { status });
  const fields = typeof error.field === "string" ? [error.field] : [];
  return new ProviderError("invalid_input", `Razorpay refused: ${description.slice(0, 200)}`, { status, fields });
}

/** Our word for what the SDK threw. A lost answer leaves it open whether Razorpay acted: `ambiguous`, as a 5xx is `down`. */
export function toProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (!isSdkError(error)) {
    const name = error instanceof Error ? error.name : typeof error;
    return new ProviderError("ambiguous", `No usable answer from Razorpay (${name})`);
  }
  const { statusCode: status } = error;
  if (status === 0) {
    const code = String(error.error?.description ?? "");
    return NOT_SENT.has(code)
      ? new ProviderError("unreachable", `Razorpay can't be reached (${code})`)
      : new ProviderError("ambiguous", `No answer from Razorpay (${code})`);
  }
  if (status >= 500) return new ProviderError("down", `Razorpay answered ${status}`, { status });
  return refusal(status, error.error ?? {});
}
