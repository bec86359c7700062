import { withDeadline } from "./deadline";
import type { ProviderError } from "./provider-error";

/**
 * A body that errs instead of hanging when nothing comes for `timeoutMs`. Reading is raced against the time because an abort of `fetch` may be
 * lost (see `withDeadline`); the time that the reader takes does not count.
 */
export function withIdleLimit(
  body: ReadableStream<Uint8Array>,
  timeoutMs: number,
  toProviderError: (error: unknown) => ProviderError,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await withDeadline(timeoutMs, () => reader.read());
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          controller.error(toProviderError(error));
          await reader.cancel().catch(() => {});
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
