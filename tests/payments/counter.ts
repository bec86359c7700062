import { randomUUID } from "node:crypto";
import { reconcilePayments } from "@/lib/domain/payments/reconcile-payments";
import { type Answer, type Caller, eventually, openStudio, secrets } from "@/tests/generation/studio";

export type Paid = { razorpay_order_id: string; razorpay_payment_id: string; razorpay_signature: string };
export type Checkout = { orderId: string; razorpayOrderId: string; amountPaise: number };

/** A studio whose sandboxed payment service knows where to send webhooks, with what a buyer does at the counter. */
export async function openCounter(settings: Record<string, string> = {}) {
  const studio = await openStudio({ PAYMENT_CHECK_INTERVAL_MS: "3600000", ...settings });
  const sandbox = (path: string, body: unknown) =>
    fetch(`${studio.sandbox.url}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  const control = async (body: unknown) => {
    const response = await sandbox("/_control", body);
    if (!response.ok) throw new Error(`The sandbox refused: ${await response.text()}`);
    return response.json();
  };
  await control({ razorpayWebhookUrl: `${studio.origin}/api/webhooks/razorpay` });
  const order = (buyer: Caller, { packageId = "pack-50", key = randomUUID() as string } = {}): Promise<Answer> =>
    buyer.send("POST", "/api/studio/credits/orders", { packageId }, { "Idempotency-Key": key });
  const isDue = (placed: Checkout) =>
    studio.sql("UPDATE credit_order SET next_check_at = now() - interval '1 second' WHERE id = $1", [placed.orderId]);
  const events = () => studio.sandbox.log.find({ service: "webhook", path: "/api/webhooks/razorpay" });
  type Doing = { do: string; paymentId: string; [more: string]: unknown };
  return {
    ...studio,
    control,
    /** What a dashboard or a bank does. */
    act: (...razorpay: Doing[]) => control({ razorpay }),
    fault: (fault: Record<string, unknown>) => control({ faults: [{ service: "razorpay", ...fault }] }),
    order,
    /** An order that was accepted. */
    async placed(buyer: Caller, packageId = "pack-50"): Promise<Checkout> {
      const { status, body } = await order(buyer, { packageId });
      if (status !== 201) throw new Error(`The order was answered ${status}`);
      return body;
    },
    /** The order as its buyer sees it. */
    shown: async (buyer: Caller, placed: Checkout) =>
      (await buyer.get(`/api/studio/credits/orders/${placed.orderId}`)).body,
    balanceIs: (buyer: Caller, credits: number) =>
      eventually(`${credits} credits`, async () => (await buyer.balance()) === credits),
    /** The reconciler's next look at the order is now. */
    isDue,
    async lookNow(placed: Checkout): Promise<void> {
      await isDue(placed);
      await reconcilePayments(studio.world);
    },
    /** Events that were sent, and how many of them were taken. */
    events,
    accepted: () => events().filter(({ status }) => status === 200).length,
    inboxIsEmpty: () =>
      eventually(
        "an empty inbox",
        async () => (await studio.sql("SELECT FROM webhook_event WHERE handled_at IS NULL")).length === 0,
      ),
    /** What the popup does; the answer is what it hands to the page. */
    async pay(order: Checkout, outcome = "success"): Promise<Paid> {
      const asked = { key: secrets.razorpayKeyId, order_id: order.razorpayOrderId, outcome };
      return (await sandbox("/razorpay/v1/sandbox/checkout", asked)).json() as Promise<Paid>;
    },
    verify: (buyer: Caller, order: Checkout, paid: unknown): Promise<Answer> =>
      buyer.send("POST", `/api/studio/credits/orders/${order.orderId}/verify`, paid),
    /** Requests that reached the payment service. */
    asked: (method: string, path: string) =>
      studio.sandbox.log.find({ service: "razorpay", method }).filter((request) => request.path.includes(path)),
    forgetLog: () => studio.sandbox.log.clear(),
    purchases: async (buyer: Caller) =>
      (await buyer.ledger()).filter(({ reason }) => reason === "purchase").map(({ credits }) => credits),
  };
}

export type Counter = Awaited<ReturnType<typeof openCounter>>;
