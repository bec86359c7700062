import { Badge } from "@/components/ui/badge";
import { RadioCards } from "@/components/ui/radio-cards";
import { formatCredits } from "@/lib/core/credits";
import { formatPaise } from "@/lib/core/money";
import { TIER_KEYS, TIERS, type Tier } from "@/lib/domain/generation/tiers";
import type { PackageView } from "@/lib/domain/payments/contract";
import { picturesFor } from "./packages";

/** Credits that one picture of each tier costs now. */
export type TierPrices = Record<Tier, number>;

type Props = {
  packages: PackageView[];
  prices: TierPrices;
  value: string;
  isLocked: boolean;
  onChange: (packageId: string) => void;
};

/** What can be bought: a list of real radio buttons. */
export function PackageList({ packages, prices, value, isLocked, onChange }: Props) {
  return (
    <RadioCards
      legend="Packages"
      hideLegend
      variant="row"
      className="flex flex-col"
      value={value}
      onChange={onChange}
      options={packages.map((one) => ({
        value: one.id,
        label: inWords(one),
        content: <PackageRow of={one} prices={prices} />,
        isDisabled: isLocked && one.id !== value,
      }))}
    />
  );
}

function inWords({ credits, pricePaise, perCreditPaise, discountPercent, popular }: PackageView): string {
  return [
    `${formatCredits(credits)} for ${formatPaise(pricePaise)}`,
    `${formatPaise(perCreditPaise)} a credit`,
    ...(discountPercent > 0 ? [`save ${discountPercent}%`] : []),
    ...(popular ? ["popular"] : []),
  ].join(", ");
}

function PackageRow({ of, prices }: { of: PackageView; prices: TierPrices }) {
  const perCredit = `${formatPaise(of.perCreditPaise)} a credit`;
  return (
    <span className="flex min-h-15 min-w-0 flex-1 items-center justify-between gap-4 wide:min-h-19">
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 wide:gap-x-8">
        <span className="type-title wide:w-24 wide:type-figure">{of.credits}</span>
        <span>
          <span className="flex flex-wrap items-center gap-2">
            <span className="wide:font-strong">{of.credits === 1 ? "credit" : "credits"}</span>
            {of.popular ? <Badge tone="marigold">Popular</Badge> : null}
          </span>
          <span className="hidden text-ink-2 type-small wide:block">{pictures(of.credits, prices)}</span>
        </span>
        <span className="w-full text-ink-2 type-small wide:hidden">{perCredit}</span>
      </span>
      <span className="flex shrink-0 flex-col items-end gap-1 wide:flex-row-reverse wide:items-center wide:gap-8">
        <span className="text-right wide:w-28">
          <span className="block type-heading">{formatPaise(of.pricePaise)}</span>
          <span className="hidden text-ink-2 type-small wide:block">{perCredit}</span>
        </span>
        {of.discountPercent > 0 ? <Badge tone="good">Save {of.discountPercent}%</Badge> : null}
      </span>
    </span>
  );
}

/** "50 Standard, or 25 in 2K, or 12 in 4K" at today's prices. */
function pictures(credits: number, prices: TierPrices): string {
  return TIER_KEYS.map((tier) => ({
    count: picturesFor(credits, prices[tier]),
    name: tier === "standard" ? TIERS[tier].name : `in ${TIERS[tier].shortName}`,
  }))
    .filter(({ count }) => count > 0)
    .map(({ count, name }) => `${count.toLocaleString("en-IN")} ${name}`)
    .join(", or ");
}
