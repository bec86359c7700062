"use client";

import type { ReactNode } from "react";
import { Button, Dot, KeyHint } from "@/components/ui/button";
import { formatCredits } from "@/lib/core/credits";
import { TIERS } from "@/lib/domain/generation/tiers";
import { creditsLeft, type Offer } from "../draft";
import type { Refusal } from "../use-generate";

type Props = {
  balance: number;
  cost: number;
  /** What the balance pays for instead, when it does not pay for this. */
  offer?: Offer;
  isVerified: boolean;
  isSending: boolean;
  hasRunning: boolean;
  refusal?: Refusal;
  onGenerate: () => void;
  onTakeOffer: (offer: Offer) => void;
};

const offerWords = ({ tier, count }: Offer) =>
  count > 1 ? `Use ${TIERS[tier].name}, ${count} variations` : `Use ${TIERS[tier].name}`;

/** Generate with its price, and what it means for the credits: docked, always in sight. */
export function GenerateDock(props: Props) {
  const { balance, cost, offer, isVerified, isSending, onGenerate, onTakeOffer } = props;
  const isShort = cost > balance;
  return (
    <div className="flex flex-col gap-2 border-t border-line bg-surface px-inset py-3 wide:px-6 wide:py-3.5">
      <Button
        variant="primary"
        size="large"
        wide
        busy={isSending}
        disabled={isShort || !isVerified}
        onClick={onGenerate}
      >
        Generate
        <Dot />
        {formatCredits(cost)}
        <KeyHint>Ctrl ↵</KeyHint>
      </Button>
      {isShort && isVerified && offer ? (
        <Button wide onClick={() => onTakeOffer(offer)}>
          {offerWords(offer)}
          <Dot />
          {formatCredits(offer.credits)}
        </Button>
      ) : null}
      <DockNote {...props} />
    </div>
  );
}

function DockNote({ balance, cost, isVerified, hasRunning, refusal }: Props) {
  if (refusal && refusal.field !== "prompt") return <Line isBad>{refusal.message}</Line>;
  if (!isVerified) return <Line>Verify your e-mail first. Your idea is kept here.</Line>;
  if (cost > balance) {
    return (
      <Line>
        You need {formatCredits(cost)} and have {balance}.
      </Line>
    );
  }
  const left = creditsLeft(balance, cost);
  if (hasRunning) return <Line>{`You can queue another. ${balance} left, ${left} after.`}</Line>;
  return (
    <Line>
      <span className="hidden fold:inline">You have {balance}. This leaves</span>
      <span className="fold:hidden">Leaves</span> {left}. A failed picture costs nothing.
    </Line>
  );
}

function Line({ isBad, children }: { isBad?: boolean; children: ReactNode }) {
  return (
    <p role={isBad ? "alert" : undefined} className={`text-center type-small ${isBad ? "text-bad" : "text-ink-2"}`}>
      {children}
    </p>
  );
}
