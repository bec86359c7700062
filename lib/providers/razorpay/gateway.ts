import type Razorpay from "razorpay";
import { withDeadline } from "../deadline";
import type { PaymentGateway } from "../payment-gateway";
import { ProviderError } from "../provider-error";
import { readAgain } from "../read-again";
import { createClient, type RazorpayConfig } from "./client";
import { readEvent, readItems, readOrder, readPayment, readRefund } from "./entities";
import { toProviderError } from "./errors";
import { isCheckoutSignature, isWebhookSignature } from "./signatures";

const SANDBOX_KEY = /^rzp_test_sandbox/;
const TEST_KEY = /^rzp_test_/;

/** Money is captured as soon as the bank agrees, also late; what is not captured within five days goes back (minutes). */
const CAPTURE = {
  capture: "automatic",
  capture_options: { automatic_expiry_period: 7_200, manual_expiry_period: 7_200, refund_speed: "normal" },
};
/** More attempts than anybody makes; Razorpay's own page size is 10. */
const MAX_ITEMS = 100;

/** `PaymentGateway` over the real `razorpay` SDK. */
export function createRazorpayGateway(config: RazorpayConfig): PaymentGateway {
  const plain = createClient(config);
  const within = <T>(work: () => Promise<T>) => withDeadline(config.timeoutMs, work);
  const read = <T>(work: () => Promise<unknown>, parse: (answer: unknown) => T): Promise<T> =>
    readAgain(async () => parse(await within(work)), toProviderError);

  /** One request; a yes that can't be read is still a yes. */
  async function write<T>(work: () => Promise<unknown>, parse: (answer: unknown) => T): Promise<T> {
    try {
      return parse(await within(work));
    } catch (error) {
      const known = toProviderError(error);
      throw known.kind === "bad_answer" ? new ProviderError("ambiguous", known.message) : known;
    }
  }

  return {
    keyId: config.keyId,
    mode: SANDBOX_KEY.test(config.keyId) ? "sandbox" : TEST_KEY.test(config.keyId) ? "test" : "live",
    checkoutScriptUrl: config.checkoutScriptUrl,

    check: () =>
      read(
        () => plain.orders.all({ count: 1 }),
        () => {},
      ),

    createOrder({ receipt, amountPaise, currency }) {
      const asked = { amount: amountPaise, currency, receipt, unique_receipt: true, payment: CAPTURE };
      // The types know neither of the last two.
      return write(() => plain.orders.create(asked as Parameters<Razorpay["orders"]["create"]>[0]), readOrder);
    },
    async findOrder(receipt) {
      const orders = await read(
        () => plain.orders.all({ receipt }),
        (answer) => readItems(answer, readOrder),
      );
      return orders.find((order) => order.receipt === receipt);
    },
    paymentsOf: (orderId) =>
      read(
        () => plain.orders.fetchPayments(orderId),
        (answer) => readItems(answer, readPayment),
      ),
    payment: (paymentId) => read(() => plain.payments.fetch(paymentId), readPayment),
    capture: ({ id, amountPaise, currency }) =>
      write(() => plain.payments.capture(id, amountPaise, currency), readPayment),
    refund({ paymentId, amountPaise, key }) {
      const once = createClient(config, { "X-Refund-Idempotency": key });
      return write(() => once.payments.refund(paymentId, { amount: amountPaise }), readRefund);
    },
    refundsOf: (paymentId) =>
      read(
        () => plain.payments.fetchMultipleRefund(paymentId, { count: MAX_ITEMS }),
        (answer) => readItems(answer, readRefund),
      ),
    isCheckoutSignature: (signed) => isCheckoutSignature(signed, config.keySecret),
    readWebhook: (delivery) =>
      isWebhookSignature(delivery, config.webhookSecrets) ? readEvent(delivery.rawBody) : undefined,
  };
}
