"use client";

import type { Route } from "next";
import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import { Button, ButtonLink, Dot } from "@/components/ui/button";
import { announce } from "@/components/ui/live-region";
import { formatCredits, sumCredits } from "@/lib/core/credits";
import { formatPaise } from "@/lib/core/money";
import type { PackageView } from "@/lib/domain/payments/contract";
import { OrderBill } from "./order-bill";
import { basePaise } from "./packages";
import { isUnderWay, type Purchase } from "./purchase";
import { PurchaseStatus } from "./purchase-status";
import { sayPurchase } from "./purchase-words";

type Props = {
  chosen: PackageView;
  balance: number;
  purchase: Purchase;
  /** Why nothing can be bought now, if so. */
  obstacle?: string;
  isTest: boolean;
  backTo: Route;
  onPay: () => void;
  onGiveUp: () => void;
  onLeave: () => void;
  /** In the place of the summary once it is paid. */
  children: ReactNode;
};

/** What is paid and what it brings, with the one button: beside the list on wide windows, docked below it otherwise. */
export function OrderSummary({ children, ...props }: Props) {
  const { purchase } = props;
  const pay = useRef<HTMLButtonElement>(null);
  const status = useRef<HTMLDivElement>(null);
  useSpokenSteps(purchase, { pay, status });
  return (
    <section
      aria-label="Order summary"
      className="fixed inset-x-0 bottom-bottom-bar z-dock flex flex-col gap-2 border-t border-line bg-surface px-inset py-3 fold:bottom-0 fold:left-23 wide:sticky wide:inset-x-auto wide:top-7 wide:bottom-auto wide:w-90 wide:shrink-0 wide:gap-4 wide:rounded-card wide:border wide:p-6"
    >
      {purchase.step === "succeeded" ? (
        children
      ) : (
        <>
          <OrderBill chosen={props.chosen} balance={props.balance} />
          <PurchaseStatus purchase={purchase} onGiveUp={props.onGiveUp} ref={status} />
          {purchase.step === "waiting" ? (
            <WaitingActions isPaid={purchase.isPaid} backTo={props.backTo} onLeave={props.onLeave} />
          ) : (
            <PayButton {...props} ref={pay} />
          )}
          <PayNote {...props} />
        </>
      )}
    </section>
  );
}

type Places = Record<"pay" | "status", React.RefObject<HTMLElement | null>>;

/** Says each step once, and puts the focus where the person goes on; a page that has just opened leaves it alone. */
function useSpokenSteps(purchase: Purchase, { pay, status }: Places): void {
  const said = sayPurchase(purchase);
  const hasPressed = useRef(false);
  const follow = useEffectEvent((step: Purchase["step"]) => {
    if (said) announce(said);
    if (step === "ordering") hasPressed.current = true;
    if (!hasPressed.current) return;
    if (step === "dismissed" || step === "failed" || step === "refused") pay.current?.focus();
    if (step === "waiting") status.current?.focus();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words within a step are news too
  useEffect(() => follow(purchase.step), [purchase.step, said]);
}

function PayButton({
  chosen,
  purchase,
  obstacle,
  onPay,
  ref,
}: Pick<Props, "chosen" | "purchase" | "obstacle" | "onPay"> & { ref: React.Ref<HTMLButtonElement> }) {
  return (
    <Button
      ref={ref}
      variant="primary"
      size="large"
      wide
      busy={isUnderWay(purchase)}
      disabled={obstacle !== undefined}
      aria-describedby="pay-note"
      onClick={onPay}
    >
      Pay {formatPaise(chosen.pricePaise)}
      <span className="inline-flex gap-2 wide:hidden">
        <Dot />
        {formatCredits(chosen.credits)}
      </span>
    </Button>
  );
}

/** Beneath the button: why it can't be pressed, or what it means. */
function PayNote({ chosen, balance, obstacle, isTest, purchase }: Omit<Props, "children">) {
  const saving = basePaise(chosen) - chosen.pricePaise;
  const after = `Balance after: ${sumCredits(balance, chosen.credits)}`;
  return (
    <div id="pay-note" className="text-center text-ink-2 type-small wide:text-left">
      {obstacle ? <p>{obstacle}</p> : null}
      {obstacle || purchase.step === "waiting" ? null : (
        <p className="wide:hidden">{saving > 0 ? `You save ${formatPaise(saving)}. ${after}` : after}</p>
      )}
      <PaymentWays isTest={isTest} className="hidden wide:block" />
    </div>
  );
}

/** How one pays, and whether it is for real. */
export function PaymentWays({ isTest, className }: { isTest: boolean; className?: string }) {
  return (
    <p className={className}>
      UPI, cards and net banking through Razorpay.{isTest ? " This is a test: no money moves." : null}
    </p>
  );
}

function WaitingActions({ isPaid, backTo, onLeave }: { isPaid: boolean; backTo: Route; onLeave: () => void }) {
  return (
    <div className="grid grid-cols-2 gap-2 wide:grid-cols-1">
      <ButtonLink href={backTo} wide>
        Back to the studio
      </ButtonLink>
      <Button variant="quiet" wide onClick={onLeave}>
        {isPaid ? "Buy something else" : "I have not paid"}
      </Button>
    </div>
  );
}
