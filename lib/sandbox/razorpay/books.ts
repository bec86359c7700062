import path from "node:path";
import type { Clock } from "../clock";
import { Journal } from "../journal";
import { readTokens, type WebhookWish } from "../prompt-tokens";
import {
  type Dispute,
  disputeWire,
  newId,
  type Order,
  orderWire,
  type Payer,
  type Payment,
  type PaymentError,
  paymentWire,
  type Refund,
  refundWire,
} from "./entities";
import type { Bend, Happening, Webhooks } from "./webhooks";

const KEEP = 20_000;

export const paymentEvent = (event: string, payment: Payment): Happening => ({
  event,
  payload: { payment: { entity: paymentWire(payment) } },
});

const refundEvent = (event: string, refund: Refund, payment: Payment): Happening => ({
  event,
  payload: { refund: { entity: refundWire(refund) }, payment: { entity: paymentWire(payment) } },
});

/** Orders, payments, refunds and disputes, and how they move. Everything that happens is announced. */
export class Books {
  readonly orders: Journal<Order>;
  readonly payments: Journal<Payment>;
  readonly refunds: Journal<Refund>;
  readonly disputes: Journal<Dispute>;

  constructor(
    stateDir: string,
    private readonly clock: Clock,
    private readonly webhooks: Webhooks,
  ) {
    const open = <T extends { id: string }>(name: string) =>
      new Journal<T>(path.join(stateDir, `razorpay-${name}.jsonl`), KEEP);
    this.orders = open("orders");
    this.payments = open("payments");
    this.refunds = open("refunds");
    this.disputes = open("disputes");
  }

  /** Tells of what happened to a payment, as the order's note `sandbox` wishes (`webhook=dup,delay:2s`) unless `bend` says otherwise. */
  announce(payment: Payment, happenings: readonly Happening[], bend: Bend = {}): void {
    const note = this.orders.get(payment.orderId)?.notes.sandbox ?? "";
    const { webhook, webhookDelayMs } = readTokens(`[[sbx:${note}]]`);
    this.webhooks.announce(happenings, { ...bend, wish: bend.wish ?? webhook, delayMs: webhookDelayMs });
  }

  paymentsOf = (orderId: string): Payment[] => this.payments.all().filter((payment) => payment.orderId === orderId);
  refundsOf = (paymentId: string): Refund[] => this.refunds.all().filter((refund) => refund.paymentId === paymentId);

  /** A new attempt, agreed by the bank or refused. */
  attempt(
    order: Order,
    { payer, error, wish }: { payer: Payer; error?: PaymentError; wish?: WebhookWish | undefined },
  ): Payment {
    const payment: Payment = {
      ...{ id: newId("pay"), orderId: order.id, amount: order.amount, currency: order.currency },
      ...{ status: error ? ("failed" as const) : ("authorized" as const), captured: false, amountRefunded: 0 },
      ...{ payer, error: error ?? null, createdAt: this.clock.now() },
    };
    this.payments.put(payment);
    if (order.status === "created") order.status = "attempted";
    order.attempts++;
    this.orders.put(order);
    if (error) this.announce(payment, [paymentEvent("payment.failed", payment)], { wish });
    return payment;
  }

  /** The bank agrees late to an attempt that had failed. */
  authorize(payment: Payment): Payment {
    return this.payments.put(Object.assign(payment, { status: "authorized", error: null }));
  }

  announceAuthorized(payment: Payment, wish?: WebhookWish): void {
    this.announce(payment, [paymentEvent("payment.authorized", payment)], { wish });
  }

  /** Takes the money, and pays the order if nobody had. */
  capture(payment: Payment, wish?: WebhookWish, { isAnnouncedAuthorized = false } = {}): Payment {
    const happenings: Happening[] = isAnnouncedAuthorized ? [] : [paymentEvent("payment.authorized", payment)];
    Object.assign(payment, { status: "captured", captured: true });
    this.payments.put(payment);
    happenings.push(paymentEvent("payment.captured", payment));
    const order = this.orders.get(payment.orderId);
    if (order && order.status !== "paid") {
      Object.assign(order, { status: "paid", amountPaid: order.amount });
      this.orders.put(order);
      const payload = { payment: { entity: paymentWire(payment) }, order: { entity: orderWire(order) } };
      happenings.push({ event: "order.paid", payload });
    }
    this.announce(payment, happenings, { wish });
    return payment;
  }

  /** Money on its way back, as the payment says at once. */
  refund(
    payment: Payment,
    { status, ...asked }: Pick<Refund, "amount" | "status" | "notes" | "receipt" | "key" | "asked">,
    wish?: WebhookWish,
  ): Refund {
    const about = { id: newId("rfnd"), paymentId: payment.id, createdAt: this.clock.now() };
    const refund: Refund = this.refunds.put({ ...about, ...asked, status: "pending" });
    this.giveBack(payment, refund.amount);
    // The service answers with a refund that is through where the bank is quick.
    const told = status === "processed" ? { ...refund, status } : refund;
    const happenings = [refundEvent("refund.created", told, payment)];
    if (status !== "pending") happenings.push(this.end(payment, refund, status));
    this.announce(payment, happenings, { wish });
    return refund;
  }

  /** A refund comes through or fails, also after it had seemed through. */
  endRefund(payment: Payment, refund: Refund, status: "processed" | "failed", wish?: WebhookWish): Refund {
    this.announce(payment, [this.end(payment, refund, status)], { wish });
    return refund;
  }

  private end(payment: Payment, refund: Refund, status: "processed" | "failed"): Happening {
    this.refunds.put(Object.assign(refund, { status }));
    if (status === "failed") this.giveBack(payment, -refund.amount);
    return refundEvent(`refund.${status}`, refund, payment);
  }

  private giveBack(payment: Payment, amount: number): void {
    payment.amountRefunded += amount;
    if (payment.amountRefunded === payment.amount) payment.status = "refunded";
    else if (payment.captured) payment.status = "captured";
    this.payments.put(payment);
  }

  /** Opens a dispute, or moves the one there is on. */
  dispute(
    payment: Payment,
    {
      status,
      amount,
      webhook: wish,
    }: Pick<Dispute, "status"> & { amount?: number | undefined; webhook?: WebhookWish | undefined },
  ): Dispute {
    const known = this.disputes.all().find(({ paymentId }) => paymentId === payment.id);
    const dispute = this.disputes.put(
      known
        ? { ...known, status }
        : {
            ...{ id: newId("disp"), paymentId: payment.id, amount: amount ?? payment.amount, status },
            createdAt: this.clock.now(),
          },
    );
    const event = `payment.dispute.${status === "open" ? "created" : status}`;
    const payload = { payment: { entity: paymentWire(payment) }, dispute: { entity: disputeWire(dispute) } };
    this.announce(payment, [{ event, payload }], { wish });
    return dispute;
  }
}
