import type { ProviderErrorKind } from "@/lib/providers/provider-error";

const OPEN_AFTER = 5;

/**
 * A circuit breaker of this process: open after five passing failures in a row (or one refusal of our account), half-open after a while. It
 * only spares hopeless calls; nothing is lost when the process and its count go.
 */
export class Breaker {
  private failures = 0;
  private openUntil = 0;

  constructor(private readonly openMs: number) {}

  /** Milliseconds until a call makes sense; 0 when one may be made now. */
  waitMs(now = Date.now()): number {
    return Math.max(0, this.openUntil - now);
  }

  /** Passing failures in a row, as far as they count. */
  get failureCount(): number {
    return this.failures;
  }

  succeeded(): void {
    this.failures = 0;
  }

  /** 4xx of our own making do not count. */
  failed(kind: ProviderErrorKind, now = Date.now()): void {
    if (kind === "auth" || kind === "billing") this.failures = OPEN_AFTER;
    else if (["down", "unreachable", "ambiguous"].includes(kind)) this.failures++;
    else return;
    if (this.failures < OPEN_AFTER) return;
    this.openUntil = now + this.openMs;
    // Half-open afterwards: one more failure opens it again.
    this.failures = OPEN_AFTER - 1;
  }
}
