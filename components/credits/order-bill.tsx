import type { ReactNode } from "react";
import { formatCredits, sumCredits } from "@/lib/core/credits";
import { formatPaise } from "@/lib/core/money";
import type { PackageView } from "@/lib/domain/payments/contract";
import { basePaise } from "./packages";

/** Base price, saving, what is paid, and the balance it makes; where there is room for it. */
export function OrderBill({ chosen, balance }: { chosen: PackageView; balance: number }) {
  const base = basePaise(chosen);
  const saving = base - chosen.pricePaise;
  return (
    <>
      <h2 className="hidden type-heading wide:block">Order summary</h2>
      <dl className="hidden flex-col gap-4 wide:flex">
        <Line name={`${formatCredits(chosen.credits)} at ${formatPaise(base / chosen.credits)}`}>
          {formatPaise(base)}
        </Line>
        {saving > 0 ? (
          <Line name={`You save ${chosen.discountPercent}%`} tone="font-strong text-good">
            −{formatPaise(saving)}
          </Line>
        ) : null}
        <div className="flex items-baseline justify-between gap-3 border-t border-line pt-4">
          <dt className="font-strong">To pay</dt>
          <dd className="type-title">{formatPaise(chosen.pricePaise)}</dd>
        </div>
        <div className="flex items-baseline justify-between gap-3 type-small">
          <dt className="text-ink-2">Balance after</dt>
          <dd className="font-strong">
            {balance} <span aria-hidden="true">→</span>
            <span className="sr-only">becomes</span> {formatCredits(sumCredits(balance, chosen.credits))}
          </dd>
        </div>
      </dl>
    </>
  );
}

function Line({ name, tone, children }: { name: string; tone?: string; children: ReactNode }) {
  return (
    <div className={`flex items-baseline justify-between gap-3 ${tone ?? ""}`}>
      <dt className={tone ? undefined : "text-ink-2"}>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
