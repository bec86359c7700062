import type { PaymentGateway } from "@/lib/providers/payment-gateway";
import type { Studio } from "@/tests/generation/studio";

/** What the payment service itself says in the end of all attempts to pay an order. */
export async function truthOf(gateway: PaymentGateway, razorpayOrderId: string) {
  const payments = await gateway.paymentsOf(razorpayOrderId);
  const refunds = (await Promise.all(payments.map(({ id }) => gateway.refundsOf(id)))).flat();
  return { captured: payments.filter(({ isCaptured }) => isCaptured), refunds };
}
export type Truth = Awaited<ReturnType<typeof truthOf>>;

export type Ours = {
  state: string;
  paymentId: string | null;
  purchases: number[];
  /** Units taken back by refunds and disputes, and those still owed. */
  taken: number;
  owed: number;
  balance: number;
  spent: number;
  openDisputes: number;
  surplus: string[];
};

/** What our own records say of an order and of its buyer, who has no other. */
export async function oursOf(studio: Studio, orderId: string, userId: string): Promise<Ours> {
  const [row] = await studio.sql<Ours>(
    `SELECT o.state, o.payment_id AS "paymentId", a.balance_units AS balance, a.open_disputes AS "openDisputes",
        ARRAY(SELECT e.units FROM ledger_entry e WHERE e.account_id = $2 AND e.reason = 'purchase') AS purchases,
        (SELECT coalesce(-sum(e.units), 0)::int FROM ledger_entry e WHERE e.account_id = $2 AND e.reason = 'purchase_refund') AS taken,
        (SELECT coalesce(-sum(e.units), 0)::int FROM ledger_entry e WHERE e.account_id = $2 AND e.reason = 'adjustment') AS spent,
        (SELECT coalesce(sum(d.owed_units - d.repaid_units), 0)::int FROM credit_debt d WHERE d.account_id = $2) AS owed,
        ARRAY(SELECT p.id FROM payment p WHERE p.order_id = o.id AND p.is_surplus) AS surplus
      FROM credit_order o JOIN credit_account a ON a.user_id = o.user_id WHERE o.id = $1`,
    [orderId, userId],
  );
  if (!row) throw new Error(`The order ${orderId} is gone`);
  return row;
}

export const UNITS = 5_000;
export const AMOUNT_PAISE = 20_000;

/**
 * What must stand in our books in the end, whatever order the news came in: paid exactly when the service has money for it, credited once, taken back in
 * the share of what went back (refunds of the credited payment that came through, disputes about it that were lost), the rest owed.
 * `lost`: paise of lost disputes by payment.
 */
export function expectedOf(truth: Truth, ours: Ours, lost: Map<string, number>) {
  const isPaid = truth.captured.length > 0;
  const backPaise = truth.refunds
    .filter(({ paymentId, state }) => paymentId === ours.paymentId && state === "processed")
    .reduce((sum, { amountPaise }) => sum + amountPaise, lost.get(ours.paymentId ?? "") ?? 0);
  const back = isPaid ? Math.floor((UNITS * Math.min(AMOUNT_PAISE, backPaise)) / AMOUNT_PAISE) : 0;
  return {
    state: isPaid ? "paid" : "created",
    purchases: isPaid ? [UNITS] : [],
    back,
    balance: (isPaid ? UNITS : 0) - ours.spent - ours.taken,
  };
}
