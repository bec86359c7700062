"use client";

import type { ReactNode } from "react";
import { buyAddress } from "@/components/credits/buy-address";
import { offerOf, packageFor } from "@/components/credits/packages";
import { Button, Dot, KeyHint } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { formatCredits } from "@/lib/core/credits";
import { TIERS } from "@/lib/domain/generation/tiers";
import type { PackageView } from "@/lib/domain/payments/contract";
import { creditsLeft, type Offer } from "../draft";
import type { Refusal } from "../use-generate";

type Props = {
  balance: number;
  cost: number;
  /** What the balance pays for instead, when it does not pay for this. */
  offer?: Offer;
  /** What can be bought. */
  packages: PackageView[];
  isVerified: boolean;
  isSending: boolean;
  hasRunning: boolean;
  refusal?: Refusal;
  onGenerate: () => void;
  onTakeOffer: (offer: Offer) => void;
};

const offerName = ({ tier, count }: Offer) =>
  count > 1 ? `${TIERS[tier].name}, ${count} variations` : TIERS[tier].name;

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
          Use {offerName(offer)}
          <Dot />
          {formatCredits(offer.credits)}
        </Button>
      ) : null}
      <DockNote {...props} />
    </div>
  );
}

function DockNote({ balance, cost, offer, packages, isVerified, hasRunning, refusal }: Props) {
  if (refusal?.code === "insufficient_credits") {
    return (
      <Line isBad>
        {refusal.message} <BuyLink needCredits={Math.max(1, creditsLeft(cost, balance))} packages={packages} />.
      </Line>
    );
  }
  if (refusal && refusal.field !== "prompt") return <Line isBad>{refusal.message}</Line>;
  if (!isVerified) return <Line>Verify your e-mail first. Your idea is kept here.</Line>;
  if (cost > balance) {
    return (
      <Line>
        You need {formatCredits(cost)} and have {balance}.{" "}
        <BuyLink needCredits={creditsLeft(cost, balance)} packages={packages} />
        {offer ? `, or use ${offerName(offer)}.` : "."}
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

/** To the smallest package that covers what is missing, and back to the idea as it stands. */
function BuyLink({ needCredits, packages }: { needCredits: number; packages: PackageView[] }) {
  const one = packageFor(packages, needCredits);
  return (
    <TextLink variant="plain" href={buyAddress({ needCredits, backTo: "/studio" })}>
      {one ? `Buy ${offerOf(one)}` : "Buy credits"}
    </TextLink>
  );
}

function Line({ isBad, children }: { isBad?: boolean; children: ReactNode }) {
  return (
    <p role={isBad ? "alert" : undefined} className={`text-center type-small ${isBad ? "text-bad" : "text-ink-2"}`}>
      {children}
    </p>
  );
}
