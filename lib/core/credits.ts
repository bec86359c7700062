/** 100 units = 1 credit. Units are integers everywhere but at the edge, where people read decimals (product.md 2). */
export const UNITS_PER_CREDIT = 100;

/** Units as the API shows them: `50` -> `0.5`. */
export function unitsToCredits(units: number): number {
  return units / UNITS_PER_CREDIT;
}

/** Credits typed by a client as exact units; undefined when they are finer than a unit or not a finite number. */
export function creditsToUnits(credits: number): number | undefined {
  const units = Math.round(credits * UNITS_PER_CREDIT);
  return Number.isSafeInteger(units) && Math.abs(units / UNITS_PER_CREDIT - credits) < 1e-9 ? units : undefined;
}

/** Two amounts of credits together, without floating-point dust. */
export function sumCredits(a: number, b: number): number {
  return unitsToCredits((creditsToUnits(a) ?? 0) + (creditsToUnits(b) ?? 0));
}

/** "1 credit", "2 credits", "0.5 credit", "-2 credits". */
export function formatCredits(credits: number): string {
  const text = String(credits).replace("-", "\u2212");
  return `${text} ${Math.abs(credits) > 1 || credits === 0 ? "credits" : "credit"}`;
}
