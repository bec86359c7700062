import { randomBytes } from "node:crypto";
import type { Ctx, UserActor, World } from "@/lib/db/ctx";
import type { GatewayOrder, GatewayPayment, GatewayRefund, PaymentGateway } from "@/lib/providers/payment-gateway";
import { ProviderError, type ProviderErrorKind } from "@/lib/providers/provider-error";
import type { Caller } from "@/tests/generation/studio";

/** A payment service of one test: answers what it is told to, and remembers what it was asked. */
export function pretendGateway(answers: Partial<PaymentGateway> = {}) {
  const asked: [string, unknown][] = [];
  const told = {
    orders: [] as GatewayOrder[],
    payments: new Map<string, GatewayPayment>(),
    refunds: [] as GatewayRefund[],
  };
  const note =
    <Asked, Answer>(name: string, answer: (asked: Asked) => Answer) =>
    async (what: Asked) => {
      asked.push([name, what]);
      return answer(what);
    };
  const gateway: PaymentGateway = {
    ...{ keyId: "rzp_of_this_test", mode: "test", checkoutScriptUrl: "/checkout.js" },
    check: async () => {},
    createOrder: note("createOrder", (order: Omit<GatewayOrder, "id">) => {
      const made = { id: `order_${randomBytes(7).toString("hex")}`, ...order };
      told.orders.push(made);
      return made;
    }),
    findOrder: note("findOrder", (receipt: string) => told.orders.find((order) => order.receipt === receipt)),
    paymentsOf: note("paymentsOf", (id: string) => [...told.payments.values()].filter(({ orderId }) => orderId === id)),
    payment: note("payment", (id: string) => {
      const payment = told.payments.get(id);
      if (!payment) throw new ProviderError("not_found", "no such payment");
      return payment;
    }),
    capture: note("capture", ({ id }: { id: string }) => {
      const payment = { ...told.payments.get(id)!, state: "captured" as const, isCaptured: true };
      told.payments.set(id, payment);
      return payment;
    }),
    refund: note("refund", ({ paymentId, amountPaise, key }) => {
      const made = { id: `rfnd_${key}`, paymentId, amountPaise, state: "processed" as const };
      told.refunds.push(made);
      return made;
    }),
    refundsOf: note("refundsOf", (id: string) => told.refunds.filter(({ paymentId }) => paymentId === id)),
    isCheckoutSignature: ({ orderId, paymentId, signature }) => signature === `${orderId} by ${paymentId}`,
    readWebhook: () => undefined,
    ...answers,
  };
  return {
    gateway,
    asked,
    told,
    askedFor: (name: string) => asked.filter(([one]) => one === name).map(([, to]) => to),
  };
}

export const failing = (kind: ProviderErrorKind | "bug") => async (): Promise<never> => {
  throw kind === "bug" ? new TypeError("a bug") : new ProviderError(kind, `the service is ${kind}`);
};

/** The same world with this payment service, or none. */
export const worldWith = (world: World, payments: PaymentGateway | undefined): World => ({
  ...world,
  ports: { ...world.ports, payments },
});

export const ctxOf = (world: World, { userId }: Caller): Ctx<UserActor> => ({
  ...world,
  actor: { kind: "user", userId: userId as never, sessionId: "ses_test" as never, role: "user", isVerified: true },
  ...{ requestId: "req_test", ip: "203.0.113.4", userAgent: "", deviceId: "" },
});
