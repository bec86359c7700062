"use client";

import { buyAddress } from "@/components/credits/buy-address";
import { Button, ButtonLink, Dot } from "@/components/ui/button";
import { formatCredits } from "@/lib/core/credits";
import { clockTime } from "@/lib/core/ist-time";
import type { JobView } from "@/lib/domain/generation/contract";
import { TIERS, type Tier } from "@/lib/domain/generation/tiers";
import { creditsLeft, type Prices } from "../draft";
import type { Refusal } from "../use-generate";
import { PanelActions, PanelFrame, PanelTitle } from "./panel";

type Props = {
  job: JobView;
  prices: Prices;
  balance: number;
  isSending: boolean;
  refusal?: Refusal;
  onRetry: (job: JobView, tier: Tier) => void;
};

/** No picture: the credits are back, and both lines of the ledger say so. */
export function EndedPanel({ job, prices, balance, isSending, refusal, onRetry }: Props) {
  const isOne = job.creditsRefunded === 1;
  const missing = creditsLeft(prices[job.tier], balance);
  const isShort = missing > 0 || refusal?.code === "insufficient_credits";
  return (
    <PanelFrame>
      <div>
        <PanelTitle>
          Your {formatCredits(job.creditsRefunded)} {isOne ? "is" : "are"} back
        </PanelTitle>
        <p className="mt-1 text-ink-2">You pay only for a picture that arrives.</p>
      </div>
      <dl className="divide-y divide-line rounded-card border border-line bg-surface px-4">
        <Movement name={TIERS[job.tier].name} at={job.createdAt} credits={`−${job.creditsDebited}`} />
        <Movement name="Refund" at={job.finishedAt ?? job.createdAt} credits={`+${job.creditsRefunded}`} isGood />
      </dl>
      <PanelActions>
        <Button variant="strong" wide busy={isSending} disabled={missing > 0} onClick={() => onRetry(job, job.tier)}>
          Try again
          <Dot />
          {formatCredits(prices[job.tier])}
        </Button>
        {job.tier !== "standard" && prices.standard <= balance ? (
          <Button wide busy={isSending} onClick={() => onRetry(job, "standard")}>
            Use Standard
            <Dot />
            {formatCredits(prices.standard)}
          </Button>
        ) : null}
        {isShort ? (
          <ButtonLink wide href={buyAddress({ needCredits: Math.max(1, missing), backTo: "/studio" })}>
            Buy credits
          </ButtonLink>
        ) : null}
      </PanelActions>
      {refusal ? (
        // On wider windows the Generate dock is in sight and says it.
        <p role="alert" className="text-bad type-small fold:hidden">
          {refusal.message}
        </p>
      ) : null}
      <p className="text-ink-2 type-small">Your idea and settings are as you left them.</p>
    </PanelFrame>
  );
}

function Movement({ name, at, credits, isGood }: { name: string; at: string; credits: string; isGood?: boolean }) {
  return (
    <div className="flex items-baseline gap-3 py-3">
      <dt className="flex-1">{name}</dt>
      <dd className="text-ink-2 type-small">{clockTime(at)}</dd>
      <dd className={`min-w-8 text-right font-strong ${isGood ? "text-good" : ""}`}>{credits}</dd>
    </div>
  );
}
