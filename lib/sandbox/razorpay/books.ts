import path from "node:path";
import type { Clock } from "../clock";
import { Journal } from "../journal";
import type { WebhookWish } from "../prompt-tokens";
import {
  type Dispute,
  disputeWire,
  newId,
  type Order,
  orderWire,
  type Payment,
  type PaymentError,
  paymentWire,
  type Refund,
  refundWire,
} from "./entities";
import type { Happening, Webhooks } from "./webhooks";

const KEEP = 20_000;

export const paymentEvent = (event: string, payment: Payment): Happening => ({
  event,
  payload: { payment: { entity: paymentWire(payment) } },
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

  paymentsOf = (orderId: string): Payment[] => this.payments.all().filter((payment) => payment.orderId === orderId);
  refundsOf = (paymentId: string): Refund[] => this.refunds.all().filter((refund) => refund.paymentId === paymentId);

  /** A new attempt, agreed by the bank or refused. */
  attempt(
    order: Order,
    { method, error, wish }: { method: Payment["method"]; error?: PaymentError; wish?: WebhookWish | undefined },
  ): Payment {
    const payment: Payment = {
      ...{ id: newId("pay"), orderId: order.id, amount: order.amount, currency: order.currency },
      ...{ status: error ? ("failed" as const) : ("authorized" as const), captured: false, amountRefunded: 0 },
      ...{ method, error: error ?? null, createdAt: this.clock.now() },
    };
    this.payments.put(payment);
    if (order.status === "created") order.status = "attempted";
    order.attempts++;
    this.orders.put(order);
    if (error) this.webhooks.announce([paymentEvent("payment.failed", payment)], wish);
    return payment;
  }

  /** The bank agrees late to an attempt that had failed. */
  authorize(payment: Payment): Payment {
    return this.payments.put(Object.assign(payment, { status: "authorized", error: null }));
  }

  announceAuthorized(payment: Payment, wish?: WebhookWish): void {
    this.webhooks.announce([paymentEvent("payment.authorized", payment)], wish);
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
    this.webhooks.announce(happenings, wish);
    return payment;
  }

  /** Money on its way back; `failed` and `pending` ones leave the payment as it was. */
  refund(
    payment: Payment,
    { amount, status, key, asked }: Pick<Refund, "amount" | "status"> & Pick<Refund, "key" | "asked">,
    wish?: WebhookWish,
  ): Refund {
    const made: Refund = {
      ...{ id: newId("rfnd"), paymentId: payment.id, amount, status, createdAt: this.clock.now() },
      ...(key ? { key } : {}),
      ...(asked ? { asked } : {}),
    };
    this.refunds.put(made);
    if (status === "processed") {
      payment.amountRefunded += amount;
      if (payment.amountRefunded === payment.amount) payment.status = "refunded";
      this.payments.put(payment);
    }
    const about = (event: string, refund: Refund): Happening => ({
      event,
      payload: { refund: { entity: refundWire(refund) }, payment: { entity: paymentWire(payment) } },
    });
    const created = about("refund.created", { ...made, status: status === "processed" ? "processed" : "pending" });
    this.webhooks.announce([created, ...(status === "pending" ? [] : [about(`refund.${status}`, made)])], wish);
    return made;
  }

  /** Opens a dispute, or moves the one there is on. */
  dispute(payment: Payment, { status, amount }: { status: Dispute["status"]; amount?: number | undefined }): Dispute {
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
    this.webhooks.announce([{ event, payload }]);
    return dispute;
  }
}
