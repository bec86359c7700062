import { randomUUID } from "node:crypto";
import { type Caller, type Studio, secrets } from "@/tests/generation/studio";

export type PaidOrder = { orderId: string; paymentId: string };

/** An order of 50 credits for Rs 200 that its buyer has paid at the sandboxed counter. */
export async function paidOrder(studio: Studio, buyer: Caller): Promise<PaidOrder> {
  const headers = { "Idempotency-Key": randomUUID() };
  const { body } = await buyer.send("POST", "/api/studio/credits/orders", { packageId: "pack-50" }, headers);
  const response = await fetch(`${studio.sandbox.url}/razorpay/v1/sandbox/checkout`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key: secrets.razorpayKeyId, order_id: body.razorpayOrderId, outcome: "success" }),
  });
  const paid = (await response.json()) as { razorpay_payment_id: string };
  const verified = await buyer.send("POST", `/api/studio/credits/orders/${body.orderId}/verify`, paid);
  if (verified.status !== 200) throw new Error(`verify answered ${verified.status}`);
  return { orderId: body.orderId, paymentId: paid.razorpay_payment_id };
}
