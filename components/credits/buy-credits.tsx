"use client";

import type { Route } from "next";
import { useState } from "react";
import { useBalance } from "@/components/shell/live";
import { TextLink } from "@/components/ui/text-link";
import type { PackageView } from "@/lib/domain/payments/contract";
import { Bought } from "./bought";
import { CreditSizes } from "./credit-sizes";
import { OrderSummary, PaymentWays } from "./order-summary";
import { PackageList, type TierPrices } from "./package-list";
import { isUnderWay } from "./purchase";
import { type Buyer, usePurchase } from "./use-purchase";

type Props = {
  packages: PackageView[];
  chosenId: string;
  prices: TierPrices;
  buyer: Buyer & { isVerified: boolean };
  /** False where no payment service is set up. */
  isOpen: boolean;
  /** Payments are sandboxed: no money moves. */
  isTest: boolean;
  paidOrderId?: string;
  /** Where the person came from and goes back to. */
  backTo: Route;
};

/** Choose a package, pay, go on creating. */
export function BuyCredits({ packages, chosenId, prices, buyer, isOpen, isTest, paidOrderId, backTo }: Props) {
  const [packageId, setPackageId] = useState(chosenId);
  const balance = useBalance();
  const { purchase, isReady, buy, giveUp, leave } = usePurchase({ buyer, paidOrderId });
  const chosen = packages.find(({ id }) => id === packageId);
  return (
    <div data-ready={isReady} className="flex flex-col gap-6 wide:flex-row wide:items-start wide:gap-12">
      <div className="min-w-0 flex-1">
        <PackageList
          packages={packages}
          prices={prices}
          value={packageId}
          isLocked={isUnderWay(purchase)}
          onChange={setPackageId}
        />
        <div className="mt-4 flex flex-col gap-1 text-ink-2 type-small wide:hidden">
          <PaymentWays isTest={isTest} />
          <TextLink href="/studio/credits/orders">Your orders</TextLink>
        </div>
        <div className="mt-8 hidden wide:block">
          <CreditSizes prices={prices} />
        </div>
      </div>
      {chosen ? (
        <OrderSummary
          chosen={chosen}
          balance={balance}
          purchase={purchase}
          obstacle={obstacleOf({ isOpen, isVerified: buyer.isVerified })}
          isTest={isTest}
          backTo={backTo}
          onPay={() => void buy(chosen)}
          onGiveUp={giveUp}
          onLeave={leave}
        >
          {purchase.step === "succeeded" ? (
            <Bought credits={purchase.credits} balance={purchase.balance} backTo={backTo} onMore={leave} />
          ) : null}
        </OrderSummary>
      ) : null}
    </div>
  );
}

/** Why nothing can be bought now, if so. */
function obstacleOf({ isOpen, isVerified }: { isOpen: boolean; isVerified: boolean }): string | undefined {
  if (!isOpen) return "Buying credits is not set up here.";
  if (!isVerified) return "Verify your e-mail first. The link is in your mail.";
  return undefined;
}
