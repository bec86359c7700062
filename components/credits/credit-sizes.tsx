import { formatCredits } from "@/lib/core/credits";
import { TIER_KEYS, TIERS, type Tier } from "@/lib/domain/generation/tiers";
import type { TierPrices } from "./package-list";

/** Sides in the true proportion of the pixels. */
const SQUARES: Record<Tier, string> = { standard: "size-6", premium2k: "size-12", premium4k: "size-24" };

/** What each size costs, drawn to scale. */
export function CreditSizes({ prices }: { prices: TierPrices }) {
  return (
    <section aria-label="What a credit buys" className="flex items-end gap-10">
      <div className="mb-auto w-40">
        <h2 className="font-strong">What a credit buys</h2>
        <p className="text-ink-2 type-small">The longer side, in real pixels.</p>
      </div>
      <ul className="flex items-end gap-8">
        {TIER_KEYS.map((tier) => (
          <li key={tier} className="flex items-end gap-3">
            <span
              aria-hidden="true"
              className={`rounded-badge border border-line-strong bg-surface ${SQUARES[tier]}`}
            />
            <span>
              <span className="block font-strong">{formatCredits(prices[tier])}</span>
              <span className="block text-ink-2 type-small">{TIERS[tier].longSidePx} px</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
