import type { World } from "@/lib/db/ctx";
import type { GatewayPayment, PaymentGateway } from "@/lib/providers/payment-gateway";
import { ProviderError } from "@/lib/providers/provider-error";
import { type Door, type Settled, settlePayment } from "./settle-payment";

/** Takes an authorised payment's money now; the bank may have captured it meanwhile, or refuse, so the payment is read again then. */
async function captured(gateway: PaymentGateway, payment: GatewayPayment): Promise<GatewayPayment> {
  if (payment.state !== "authorized") return payment;
  try {
    return await gateway.capture(payment);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return gateway.payment(payment.id);
  }
}

/** Settles a payment as the gateway shows it at this moment. */
export async function observePayment(
  world: World,
  gateway: PaymentGateway,
  payment: GatewayPayment,
  door: Door,
): Promise<Settled> {
  return settlePayment(world, await captured(gateway, payment), door);
}
