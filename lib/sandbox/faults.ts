/** What a queued fault does to the next matching requests. */
export type Fault = {
  service: "replicate" | "gemini" | "mail";
  /** Part of the path, e.g. `predictions`; any when absent. */
  path?: string;
  method?: string;
  /** How many requests it meets; 1 when absent. */
  times?: number;
  /** Answer this status instead; with `body` or `html`. */
  status?: number;
  body?: unknown;
  html?: boolean;
  retryAfter?: number;
  /** Wait this long first, ms. */
  latency?: number;
  /** Cut the connection before the service sees the request, or after it has acted. */
  reset?: "before" | "after";
  /** Act, then answer half of the body. */
  truncate?: boolean;
  /** Never answer; or headers and then nothing. */
  hang?: boolean;
  stallBody?: boolean;
  /** For predictions made by the request. */
  webhook?: "drop" | "dup" | "early" | "reorder" | "bad-signature";
};

export class Faults {
  private queue: (Fault & { left: number })[] = [];

  add(faults: readonly Fault[]): void {
    this.queue.push(...faults.map((fault) => ({ ...fault, left: fault.times ?? 1 })));
  }

  clear(): void {
    this.queue = [];
  }

  pending(): number {
    return this.queue.reduce((sum, { left }) => sum + left, 0);
  }

  /** The fault for this request, used up by one. */
  take(service: string, method: string, path: string): Fault | undefined {
    const found = this.queue.find(
      (fault) =>
        fault.service === service && (!fault.method || fault.method === method) && path.includes(fault.path ?? ""),
    );
    if (!found) return undefined;
    found.left--;
    this.queue = this.queue.filter(({ left }) => left > 0);
    return found;
  }
}
