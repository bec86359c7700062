"use client";

import { RadioCards } from "@/components/ui/radio-cards";
import { formatCredits } from "@/lib/core/credits";
import { MAX_VARIATIONS } from "@/lib/domain/generation/contract";
import { ASPECT_RATIOS, type AspectRatio, sizeOf, TIER_KEYS, TIERS } from "@/lib/domain/generation/tiers";
import type { Prices } from "../draft";
import { useDraft } from "../draft-store";

/** Size and price: three cards in a row, even on the smallest phone. */
export function TierChoice({ prices }: { prices: Prices }) {
  const tier = useDraft((state) => state.draft.tier);
  const change = useDraft((state) => state.change);
  return (
    <RadioCards
      legend="Size and price"
      value={tier}
      onChange={(value) => change({ tier: value })}
      className="grid grid-cols-3 gap-2"
      options={TIER_KEYS.map((key) => ({
        value: key,
        label: `${TIERS[key].name}, ${TIERS[key].longSidePx} pixels, ${formatCredits(prices[key])}`,
        content: (
          <>
            <span className="truncate font-strong">
              <span className="fold:hidden">{TIERS[key].shortName}</span>
              <span className="hidden fold:inline">{TIERS[key].name}</span>
            </span>
            <span className="text-ink-2 type-small">{TIERS[key].longSidePx} px</span>
            <span className="mt-1.5 font-strong type-small">{formatCredits(prices[key])}</span>
          </>
        ),
      }))}
    />
  );
}

/** The shape as a drawing: the same area for each would lie, so the long side is the same. */
function ShapeOutline({ ratio }: { ratio: AspectRatio }) {
  const { width, height } = sizeOf("standard", ratio);
  const scale = 26 / 1024;
  const [w, h] = [width * scale, height * scale];
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true" className="size-7">
      <rect
        x={14 - w / 2}
        y={14 - h / 2}
        width={w}
        height={h}
        rx="2.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
      />
    </svg>
  );
}

export function ShapeChoice() {
  const aspectRatio = useDraft((state) => state.draft.aspectRatio);
  const change = useDraft((state) => state.change);
  return (
    <RadioCards
      legend="Shape"
      variant="tile"
      value={aspectRatio}
      onChange={(value) => change({ aspectRatio: value })}
      className="grid grid-cols-6 gap-1"
      options={ASPECT_RATIOS.map((ratio) => ({
        value: ratio,
        label: ratio.replace(":", " to "),
        content: (
          <>
            <ShapeOutline ratio={ratio} />
            <span className="mt-1 type-small">{ratio}</span>
          </>
        ),
      }))}
    />
  );
}

const COUNTS = Array.from({ length: MAX_VARIATIONS }, (_, index) => String(index + 1));

export function VariationChoice() {
  const count = useDraft((state) => state.draft.count);
  const change = useDraft((state) => state.change);
  return (
    <RadioCards
      legend="Variations"
      variant="pill"
      value={String(count)}
      onChange={(value) => change({ count: Number(value) })}
      className="flex gap-1"
      options={COUNTS.map((value) => ({ value, content: <span>{value}</span> }))}
    />
  );
}
