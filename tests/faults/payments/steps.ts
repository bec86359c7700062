import fc from "fast-check";

/** What may happen to an order, in any order: at the service, on the wire, in the browser, and at our own desk. */
export type Step =
  | { do: "pay"; outcome: "success" | "failure" | "authorized" | "late" | "second_payment" }
  | { do: "capture" }
  | { do: "refund"; share: number; status: "processed" | "pending" }
  | { do: "end-refund"; status: "processed" | "failed" }
  | { do: "dispute"; status: "open" | "won" | "lost" }
  /** Letters are chosen by a number that is taken modulo what there is; `twice` at the same moment. */
  | { do: "deliver"; letter: number; twice: boolean }
  | { do: "deliver-two"; first: number; second: number }
  | { do: "callback"; as: "buyer" | "forged" | "stranger" }
  | { do: "reconcile" }
  | { do: "spend" };

const anyLetter = fc.nat({ max: 1_000 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("pay" as const),
      outcome: fc.constantFrom("success" as const, "success", "failure", "authorized", "late", "second_payment"),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "capture" }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ do: fc.constant("refund" as const), share: fc.constantFrom(0.1, 0.333, 0.5, 1) },
      status: fc.constantFrom("processed" as const, "processed", "pending"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ do: fc.constant("end-refund" as const), status: fc.constantFrom("processed" as const, "failed") },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ do: fc.constant("dispute" as const), status: fc.constantFrom("open" as const, "open", "won", "lost") },
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("deliver" as const), letter: anyLetter, twice: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("deliver-two" as const), first: anyLetter, second: anyLetter }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ do: fc.constant("callback" as const), as: fc.constantFrom("buyer" as const, "buyer", "forged", "stranger") },
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "reconcile" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "spend" }) },
);

/** The story of one order; it begins with an attempt to pay, because without one nothing can be told. */
export const story: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.constantFrom<Step>(
      ...(["success", "failure", "authorized", "late"] as const).map((outcome) => ({ do: "pay" as const, outcome })),
    ),
    fc.array(step, { minLength: 4, maxLength: 14 }),
  )
  .map(([first, rest]) => [first, ...rest]);
