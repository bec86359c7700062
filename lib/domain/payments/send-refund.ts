import type { World } from "@/lib/db/ctx";
import { ProviderError, type ProviderErrorKind } from "@/lib/providers/provider-error";
import { applyRefund } from "./apply-refund";

/** What the payment service says no to for good: asking again changes nothing, and nothing was sent. */
const REFUSALS: readonly ProviderErrorKind[] = ["invalid_input", "not_found"];

/**
 * Task `send-refund`: has the payment service send back what was asked for, and takes the credits. The request's own id is the key there, so however
 * often it is asked, and whatever answer was lost, one refund is made. Throws ProviderError while the service can't be asked; then it is asked again.
 */
export async function sendRefund(world: World, { refundRequestId: id }: { refundRequestId: string }): Promise<void> {
  const gateway = world.ports.payments;
  if (!gateway) throw new ProviderError("unreachable", "no payment service is set up");
  const request = await world.db.refundRequest.findFirst({ where: { id, state: "asked" } });
  if (!request) return;
  const { paymentId, amountPaise } = request;
  try {
    const refund = await gateway.refund({ paymentId, amountPaise, key: id });
    world.failpoint("after-refund-sent");
    await applyRefund(world, refund);
    await world.db.refundRequest.updateMany({
      where: { id, state: "asked" },
      data: { state: "made", refundId: refund.id },
    });
  } catch (error) {
    if (!(error instanceof ProviderError) || !REFUSALS.includes(error.kind)) throw error;
    world.log.error("refund refused", { refundRequestId: id, paymentId, reason: error.message });
    await world.db.refundRequest.updateMany({
      where: { id, state: "asked" },
      data: { state: "failed", failure: error.message },
    });
  }
}
