import type { TestContext } from "vitest";

declare module "vitest" {
  interface TaskMeta {
    figures?: Figures;
  }
}

/** What was counted or timed while a guarantee was tried; shown beside it on the page of results. Units belong into the name. */
export type Figures = Record<string, number | string>;

/** How large a test is: in `npm test` a matter of seconds, in `npm run test:faults` and `npm run test:security` the whole. */
export const sized = <Size>(quick: Size, full: Size): Size => (process.env.PROOF === "full" ? full : quick);

/** Notes figures of this test; a later call adds to them. */
export function measured({ task }: Pick<TestContext, "task">, figures: Figures): void {
  task.meta.figures = { ...task.meta.figures, ...figures };
}

/** The value at this share of the sorted values: `percentile(times, 0.99)`. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
