import type { CheckoutView } from "@/lib/domain/payments/contract";

/** What the popup hands over after paying: a hint that the server verifies. */
export type PaymentProof = { razorpay_payment_id: string; razorpay_order_id: string; razorpay_signature: string };

type PaymentFailed = { error: { description?: string; reason?: string } };

/** The part of Razorpay's checkout.js that is used here. */
type RazorpayPopup = {
  open(): void;
  close(): void;
  on(event: "payment.failed", listener: (failed: PaymentFailed) => void): void;
};
type RazorpayOptions = {
  key: string;
  amount: number;
  currency: string;
  name: string;
  order_id: string;
  description: string;
  prefill: { name: string; email: string };
  theme: { color: string };
  retry: { enabled: boolean; max_count: number };
  modal: { ondismiss: () => void; confirm_close: boolean; escape: boolean };
  handler: (proof: PaymentProof) => void;
};
type RazorpayConstructor = new (options: RazorpayOptions) => RazorpayPopup;

declare global {
  interface Window {
    Razorpay?: RazorpayConstructor;
  }
}

const LOAD_WITHIN_MS = 20_000;
/** As Razorpay's documents advise. */
const MAX_ATTEMPTS = 4;

let loading: Promise<RazorpayConstructor> | undefined;

function insertScript(url: string): Promise<RazorpayConstructor> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const giveUp = () => {
      clearTimeout(timer);
      script.remove();
      reject(new Error("The payment window could not be loaded."));
    };
    const timer = setTimeout(giveUp, LOAD_WITHIN_MS);
    script.async = true;
    script.src = url;
    script.onerror = giveUp;
    script.onload = () => {
      if (!window.Razorpay) return giveUp();
      clearTimeout(timer);
      resolve(window.Razorpay);
    };
    document.head.append(script);
  });
}

/** Loads Razorpay's script, once for the life of the page; a failed load may be tried again. Throws when it can't be loaded. */
export async function loadCheckout(url: string): Promise<RazorpayConstructor> {
  loading ??= insertScript(url);
  try {
    return await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

type Opening = {
  checkout: CheckoutView;
  description: string;
  buyer: { name: string; email: string };
  onPaid: (proof: PaymentProof) => void;
  onFailed: (reason: string) => void;
  onClosed: () => void;
};

/** Opens the popup on an order. Any of the callbacks may come, or none: a popup can vanish. */
export function openCheckout(
  Razorpay: RazorpayConstructor,
  { checkout, description, buyer, onPaid, onFailed, onClosed }: Opening,
): RazorpayPopup {
  const popup = new Razorpay({
    key: checkout.keyId,
    amount: checkout.amountPaise,
    currency: checkout.currency,
    name: "Community AI Studio",
    order_id: checkout.razorpayOrderId,
    description,
    prefill: { name: buyer.name, email: buyer.email },
    theme: { color: getComputedStyle(document.documentElement).getPropertyValue("--marigold").trim() },
    retry: { enabled: true, max_count: MAX_ATTEMPTS },
    modal: { ondismiss: onClosed, confirm_close: true, escape: true },
    handler: onPaid,
  });
  popup.on("payment.failed", ({ error }) => onFailed(error.description ?? "The bank refused the payment."));
  popup.open();
  return popup;
}

export type CheckoutPopup = ReturnType<typeof openCheckout>;
