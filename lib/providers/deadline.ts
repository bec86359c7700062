/**
 * Ends `work` after `timeoutMs` with a TimeoutError, whatever it waits for. The signal alone is not enough: `fetch` keeps what it would abort by
 * a weak reference only, so after a garbage collection a body that stalls hangs for ever (seen on Node 20.20).
 */
export async function withDeadline<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new DOMException("The time is over.", "TimeoutError");
      controller.abort(error);
      reject(error);
    }, timeoutMs);
  });
  try {
    const working = work(controller.signal);
    // Its own rejection comes too late when the time is over.
    working.catch(() => {});
    return await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
  }
}
