import { BASE_PRICE_PAISE_PER_CREDIT, formatPaise } from "@/lib/core/money";
import type { PackageView } from "@/lib/domain/payments/contract";

/** The smallest package that brings so many credits; the largest when none does. */
export function packageFor(packages: readonly PackageView[], needCredits: number): PackageView | undefined {
  const bySize = [...packages].sort((a, b) => a.credits - b.credits);
  return bySize.find(({ credits }) => credits >= needCredits) ?? bySize.at(-1);
}

type Wish = { packageId?: string; needCredits?: number };

/** The package that is chosen when the page opens: the one asked for, the one that covers what is missing, or the popular one. */
export function packageAtFirst(packages: readonly PackageView[], wish: Wish): PackageView | undefined {
  const named = packages.find(({ id }) => id === wish.packageId);
  const covering = wish.needCredits === undefined ? undefined : packageFor(packages, wish.needCredits);
  return named ?? covering ?? packages.find(({ popular }) => popular) ?? packages[0];
}

/** What the same credits cost at the base price, in paise. */
export function basePaise({ credits }: Pick<PackageView, "credits">): number {
  return credits * BASE_PRICE_PAISE_PER_CREDIT;
}

/** "10 for ₹50" */
export function offerOf({ credits, pricePaise }: Pick<PackageView, "credits" | "pricePaise">): string {
  return `${credits} for ${formatPaise(pricePaise)}`;
}

/** How many pictures so many credits pay for. */
export function picturesFor(credits: number, creditsEach: number): number {
  return Math.max(0, Math.floor(credits / creditsEach));
}
