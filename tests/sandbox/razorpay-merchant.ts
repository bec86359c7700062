import type Razorpay from "razorpay";
import { createClient } from "@/lib/providers/razorpay/client";
import { openSandbox, RAZORPAY_KEY_ID, RAZORPAY_KEY_SECRET } from "./sandbox";

type Json = Record<string, unknown>;
/** What the popup hands over, or why it does not. */
export type CheckoutAnswer = {
  razorpay_payment_id: string;
  razorpay_order_id: string;
  razorpay_signature: string;
  error: { code: string; description: string; source: string; step: string; reason: string; metadata: Json };
};
/** The service's entities as the tests look at them. */
export type Wire = Json & { id: string; items: Wire[] };

/** The real SDK, and a buyer, before a sandbox. */
export function merchant(url: string) {
  const sdk = (headers: Record<string, string> = {}, keySecret = RAZORPAY_KEY_SECRET): Razorpay =>
    createClient(
      {
        ...{ keyId: RAZORPAY_KEY_ID, keySecret, webhookSecrets: [], checkoutScriptUrl: "" },
        ...{ baseUrl: `${url}/razorpay`, timeoutMs: 2_000 },
      },
      headers,
    );
  const raw = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/razorpay${path}`, {
      method,
      headers: {
        "Content-Type": "application/json",
        Authorization: `Basic ${Buffer.from(`${RAZORPAY_KEY_ID}:${RAZORPAY_KEY_SECRET}`).toString("base64")}`,
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
  const order = async (more: Json = {}): Promise<Wire> =>
    (await sdk().orders.create({ amount: 20_000, currency: "INR", ...more } as never)) as never;
  const checkout = async (orderId: string, wish: Json = { outcome: "success" }): Promise<CheckoutAnswer> =>
    (await raw("POST", "/v1/sandbox/checkout", JSON.stringify({ key: RAZORPAY_KEY_ID, order_id: orderId, ...wish }), {
      Authorization: "",
    }).then((response) => response.json())) as CheckoutAnswer;
  return {
    sdk,
    raw,
    order,
    checkout,
    fetchOrder: async (id: string) => (await sdk().orders.fetch(id)) as unknown as Wire,
    fetchPayment: async (id: string) => (await sdk().payments.fetch(id)) as unknown as Wire,
    paymentsOf: async (id: string) => ((await sdk().orders.fetchPayments(id)) as unknown as Wire).items,
    /** A captured payment of an order of its own. */
    async paid(more: Json = {}, wish: Json = { outcome: "success" }): Promise<{ orderId: string; paymentId: string }> {
      const { id } = await order(more);
      const { razorpay_payment_id: paymentId } = await checkout(id, wish);
      return { orderId: id, paymentId };
    },
  };
}

export async function openMerchant(changes: Parameters<typeof openSandbox>[0] = {}) {
  const sandbox = await openSandbox(changes);
  /** Does one thing as dashboard or bank; what became of it. */
  const act = async (action: Json): Promise<Wire> => {
    const { done, detail } = await sandbox.control({ razorpay: [action] });
    if (!done) throw new Error(detail);
    return done[0];
  };
  return { ...sandbox, ...merchant(sandbox.url), act };
}
