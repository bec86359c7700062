import { formatCredits } from "@/lib/core/credits";
import type { Purchase } from "./purchase";

/** Ends a reason that a bank wrote as a sentence. */
const sentence = (text: string) => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** What is said of a purchase, on the page and to screen readers; undefined when there is nothing to say. */
export function sayPurchase(purchase: Purchase): string | undefined {
  switch (purchase.step) {
    case "idle":
      return undefined;
    case "ordering":
      return "Opening the payment window.";
    case "paying":
      return purchase.failure
        ? `That attempt failed. ${sentence(purchase.failure)} You can try again in the payment window.`
        : "The payment window is open. Your credits come as soon as the bank confirms.";
    case "verifying":
      return "Confirming your payment.";
    case "waiting":
      return purchase.isPaid
        ? "Paid. We are waiting to hear from the bank. Your credits come by themselves; you can leave this page."
        : "We are checking whether your payment went through. If you paid, your credits come by themselves.";
    case "checking":
      return "Checking that nothing was charged.";
    case "dismissed":
      return purchase.failure
        ? `You closed the payment window. The last attempt failed: ${sentence(purchase.failure)} Nothing was charged.`
        : "You closed the payment window. Nothing was charged.";
    case "failed":
    case "refused":
      return purchase.message;
    case "succeeded":
      return `${formatCredits(purchase.credits)} added. You have ${purchase.balance}.`;
  }
}
