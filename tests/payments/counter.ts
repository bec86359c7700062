import { randomUUID } from "node:crypto";
import { type Answer, type Caller, openStudio, type Studio, secrets } from "@/tests/generation/studio";

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
  type Doing = { do: string; paymentId: string; [more: string]: unknown };
  return {
    ...studio,
    control,
    /** What a dashboard or a bank does. */
    act: (...razorpay: Doing[]) => control({ razorpay }),
    fault: (fault: Record<string, unknown>) => control({ faults: [{ service: "razorpay", ...fault }] }),
    order: (buyer: Caller, { packageId = "pack-50", key = randomUUID() as string } = {}): Promise<Answer> =>
      buyer.send("POST", "/api/studio/credits/orders", { packageId }, { "Idempotency-Key": key }),
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
export type { Studio };
