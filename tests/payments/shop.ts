import { randomBytes } from "node:crypto";
import { newId } from "@/lib/core/ids";
import type { GatewayDispute, GatewayPayment, GatewayRefund } from "@/lib/providers/payment-gateway";
import type { Caller, Studio } from "@/tests/generation/studio";

const token = () => randomBytes(7).toString("hex");

export type PlacedOrder = { id: string; razorpayOrderId: string; amountPaise: number; credits: number };

/** An order as `createOrder` leaves it, for tests of what comes after it. */
export async function placeOrder(
  studio: Studio,
  buyer: Caller,
  { credits = 50, amountPaise = 20_000 } = {},
): Promise<PlacedOrder> {
  const id = newId("order");
  const razorpayOrderId = `order_${token()}`;
  await studio.world.db.creditOrder.create({
    data: {
      ...{ id, userId: buyer.userId, packageId: "pack-50", units: credits * 100, amountPaise },
      ...{ providerMode: "sandbox", idempotencyKey: token(), requestHash: "test", razorpayOrderId },
    },
  });
  return { id, razorpayOrderId, amountPaise, credits };
}

/** A payment as Razorpay would show it; captured when nothing else is said. */
export const paymentOf = (order: PlacedOrder, changes: Partial<GatewayPayment> = {}): GatewayPayment => ({
  ...{ id: `pay_${token()}`, orderId: order.razorpayOrderId, amountPaise: order.amountPaise, currency: "INR" },
  ...{ state: "captured" as const, isCaptured: true, refundedPaise: 0, method: "upi" },
  ...changes,
});

export const refundOf = (payment: GatewayPayment, changes: Partial<GatewayRefund> = {}): GatewayRefund => ({
  ...{ id: `rfnd_${token()}`, paymentId: payment.id, amountPaise: payment.amountPaise, state: "processed" as const },
  ...changes,
});

export const disputeOf = (payment: GatewayPayment, changes: Partial<GatewayDispute> = {}): GatewayDispute => ({
  ...{ id: `disp_${token()}`, paymentId: payment.id, amountPaise: payment.amountPaise, state: "open" as const },
  ...changes,
});

export const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, at) =>
        permutations(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
      );
