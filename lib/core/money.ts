/** Base price of one credit, paise (product.md 2). */
export const BASE_PRICE_PAISE_PER_CREDIT = 500;

/** `20000` -> "₹200", `5050` -> "₹50.50", `-40` -> "−₹0.40"; Indian digit grouping, no space after the sign. */
export function formatPaise(amountPaise: number): string {
  const rupees = Math.abs(amountPaise) / 100;
  return `${amountPaise < 0 ? "−" : ""}₹${rupees.toLocaleString("en-IN", { minimumFractionDigits: amountPaise % 100 ? 2 : 0, maximumFractionDigits: 2 })}`;
}
