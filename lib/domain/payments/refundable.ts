type Paid = {
  amountPaise: number;
  state: string;
  isSurplus: boolean;
  refunds: readonly { amountPaise: number; state: string }[];
};

const sum = (items: readonly { amountPaise: number }[]) => items.reduce((paise, one) => paise + one.amountPaise, 0);

/**
 * Paise of a payment that can still be sent back: what was captured, less refunds that went or go through, less requests that the payment service
 * has not answered yet. Nothing of a surplus payment, which is sent back whole by itself.
 */
export function leftPaise(
  { amountPaise, state, isSurplus, refunds }: Paid,
  requests: readonly { amountPaise: number; state: string }[],
): number {
  if (isSurplus || (state !== "captured" && state !== "refunded")) return 0;
  const gone = sum(refunds.filter((one) => one.state !== "failed"));
  const underWay = sum(requests.filter((one) => one.state === "asked"));
  return Math.max(0, amountPaise - gone - underWay);
}
