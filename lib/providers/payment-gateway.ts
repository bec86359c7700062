/** Port: takes people's money. Amounts are integer paise. */
export type GatewayOrder = {
  id: string;
  receipt: string;
  amountPaise: number;
  currency: string;
};

export type PaymentState = "created" | "authorized" | "failed" | "captured" | "refunded";

/** A snapshot; an older one may come later. */
export type GatewayPayment = {
  id: string;
  /** The order's id at the gateway; absent for a payment that belongs to none. */
  orderId?: string;
  amountPaise: number;
  currency: string;
  state: PaymentState;
  /** Whether the money ever was ours; false for one that was sent back before it was captured. */
  isCaptured: boolean;
  refundedPaise: number;
  method?: string;
  /** What it was paid with, as far as the gateway tells and others don't share it: a UPI id, or a card by its kind and last digits. Personal data. */
  instrument?: string;
  /** Why it failed, for people. */
  failure?: string;
};

export type GatewayRefund = {
  id: string;
  paymentId: string;
  amountPaise: number;
  state: "pending" | "processed" | "failed";
};

export type GatewayDispute = {
  id: string;
  paymentId: string;
  amountPaise: number;
  state: "open" | "won" | "lost" | "closed";
};

export type PaymentEvent =
  | { kind: "payment"; payment: GatewayPayment }
  | { kind: "refund"; refund: GatewayRefund; payment?: GatewayPayment }
  | { kind: "dispute"; dispute: GatewayDispute; payment?: GatewayPayment }
  /** Genuine, and nothing to us. */
  | { kind: "other"; name: string };

export interface PaymentGateway {
  /** Public half of the keys. */
  readonly keyId: string;
  readonly mode: "sandbox" | "test" | "live";
  /** Script of the checkout popup, as the browser loads it. */
  readonly checkoutScriptUrl: string;
  /** One cheap request that the keys are needed for. Throws ProviderError. */
  check(): Promise<void>;
  /**
   * Exactly one network request. Throws ProviderError; after `ambiguous` and `down` the order may exist, and `findOrder` tells.
   */
  createOrder(order: { receipt: string; amountPaise: number; currency: string }): Promise<GatewayOrder>;
  /** The order made under our receipt. */
  findOrder(receipt: string): Promise<GatewayOrder | undefined>;
  /** All attempts to pay an order. */
  paymentsOf(orderId: string): Promise<GatewayPayment[]>;
  payment(paymentId: string): Promise<GatewayPayment>;
  /** Takes the money of an authorised payment. */
  capture(payment: { id: string; amountPaise: number; currency: string }): Promise<GatewayPayment>;
  /** Sends money back; the same `key` makes one refund however often it is asked. */
  refund(refund: { paymentId: string; amountPaise: number; key: string }): Promise<GatewayRefund>;
  refundsOf(paymentId: string): Promise<GatewayRefund[]>;
  /** Whether the popup's signature for this order and payment is the gateway's. */
  isCheckoutSignature(signed: { orderId: string; paymentId: string; signature: string }): boolean;
  /** The event in a webhook body; undefined when the signature does not hold. Throws ProviderError `bad_answer` for a body that is none. */
  readWebhook(delivery: { rawBody: string; signature: string }): PaymentEvent | undefined;
}
