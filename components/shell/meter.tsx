"use client";

import Link from "next/link";
import { Digits } from "@/components/ui/digits";
import { TextLink } from "@/components/ui/text-link";
import { useBalance } from "./live";

/** "22 Standard pictures", "1 Standard picture". */
function picturesFor(credits: number, standardCredits: number): string {
  const count = Math.max(0, Math.floor(credits / standardCredits));
  return `${count.toLocaleString("en-IN")} Standard ${count === 1 ? "picture" : "pictures"}`;
}

/** The meter at the foot of the sidebar: what is left and what it makes. `standardCredits`: price of a Standard picture. */
export function Meter({ standardCredits }: { standardCredits: number }) {
  const credits = useBalance();
  return (
    <section
      aria-label="Your credits"
      className="rounded-button border border-plate-edge bg-plate p-3.5 text-plate-ink-2 type-small"
    >
      <div className="flex items-baseline justify-between gap-2">
        <span>Credits</span>
        <TextLink
          href="/studio/buy-credits"
          className="text-plate-ink hover:decoration-plate-ink focus-visible:outline-digit"
        >
          Buy credits
        </TextLink>
      </div>
      <Digits value={credits} className="my-0.5 block text-digit type-figure" />
      <p>{picturesFor(credits, standardCredits)}</p>
    </section>
  );
}

/** The same on a phone: a plate in the top bar, and in the rail of middle widths. Leads to Buy Credits. */
export function MeterPlate({ isStacked }: { isStacked?: boolean }) {
  const credits = useBalance();
  return (
    <Link
      href="/studio/buy-credits"
      className={
        isStacked
          ? "flex min-h-touch w-full flex-col items-center justify-center rounded-control border border-plate-edge bg-plate px-1 py-2"
          : "flex min-h-touch items-center gap-1.5 rounded-control border border-plate-edge bg-plate px-3"
      }
    >
      <Digits value={credits} className="text-digit type-heading" />
      <span className="text-plate-ink-2 type-tiny">{credits > 1 || credits === 0 ? "credits" : "credit"}</span>
      {credits < 1 ? <span className="text-plate-ink link-line type-tiny">Buy</span> : null}
    </Link>
  );
}
