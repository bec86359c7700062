import type { ProviderError, ProviderErrorKind } from "./provider-error";

const TRIES = 3;
const PASSING: ReadonlySet<ProviderErrorKind> = new Set(["rate_limited", "down", "unreachable", "ambiguous"]);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Reading is safe to repeat: network errors, 429 and 5xx are tried three times with jitter. Throws what `toProviderError` makes of the last one. */
export async function readAgain<T>(
  read: () => Promise<T>,
  toProviderError: (error: unknown) => ProviderError,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      const known = toProviderError(error);
      if (!PASSING.has(known.kind) || attempt === TRIES) throw known;
      await pause(known.details.retryAfterMs ?? 100 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}
