import * as z from "zod";
import { WEBHOOK_WISHES } from "./prompt-tokens";

/** What a queued fault does to the next matching requests. */
export const faultSchema = z.strictObject({
  service: z.enum(["replicate", "gemini", "razorpay", "cloudinary", "mail"]),
  /** Part of the path, e.g. `predictions`; any when absent. */
  path: z.string().optional(),
  method: z.string().optional(),
  /** How many requests it meets; 1 when absent. */
  times: z.int().min(1).optional(),
  /** Answer this status, with the service's own body for it unless `body` or `html` is given. The service does not act. */
  status: z.int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  /** Answer as an edge server does; 503 when no status is given. */
  html: z.boolean().optional(),
  /** Seconds, named in a 429. */
  retryAfter: z.number().min(0).optional(),
  /** Wait this long first, ms. */
  latency: z.number().min(0).optional(),
  /** Cut the connection before the service sees the request, or after it has acted. */
  reset: z.enum(["before", "after"]).optional(),
  /** Act, then answer half of the body. */
  truncate: z.boolean().optional(),
  /** Never answer, and don't act. */
  hang: z.boolean().optional(),
  /** Act, then send headers and nothing more. */
  stallBody: z.boolean().optional(),
  /** Answer 200 with a body that is no JSON. */
  garbage: z.boolean().optional(),
  /** Act, then answer with a signature that nobody made. */
  wrongSignature: z.boolean().optional(),
  /** For the webhooks of what the request makes. */
  webhook: z.enum(WEBHOOK_WISHES).optional(),
});

export type Fault = z.infer<typeof faultSchema>;

export class Faults {
  private queue: (Fault & { left: number })[] = [];

  add(faults: readonly Fault[]): void {
    this.queue.push(...faults.map((fault) => ({ ...fault, left: fault.times ?? 1 })));
  }

  clear(): void {
    this.queue = [];
  }

  /** Requests that faults still wait for. */
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
