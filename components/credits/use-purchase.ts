"use client";

import { useEffect, useEffectEvent, useReducer, useRef, useState } from "react";
import { useBalance } from "@/components/shell/live";
import { formatCredits } from "@/lib/core/credits";
import { balanceEndpoint } from "@/lib/domain/ledger/contract";
import {
  type CheckoutView,
  createOrderEndpoint,
  orderEndpoint,
  type PackageView,
} from "@/lib/domain/payments/contract";
import { CallError, call } from "@/lib/http/call";
import { type CheckoutPopup, loadCheckout, openCheckout } from "./checkout-popup";
import { forgetOrder, interruptedOrder, keepOrder, openOrderIntent } from "./kept-order";
import { isUnderWay, next } from "./purchase";
import { usePurchaseNews } from "./use-purchase-news";
import { useVerification } from "./use-verification";

export type Buyer = { id: string; name: string; email: string };

const NOT_OPENED = "The payment window could not be opened. Nothing was charged. Check your network and try again.";

/** Why no order came to be; without a definite answer the same key goes out with the next press. */
function refusalOf(error: unknown, userId: string): string {
  if (!(error instanceof CallError)) return NOT_OPENED;
  if (!error.keepsKey) forgetOrder(userId);
  if (error.code === "rate_limited") return `${error.message} Try again in ${error.retryAfterSeconds ?? 60} s.`;
  if (error.code === "internal_error")
    return "Something went wrong on our side. Nothing was charged; please try again.";
  return error.code === "offline" ? `${error.message} Nothing was charged.` : error.message;
}

type Props = {
  buyer: Buyer;
  /** An order that was paid and is not credited yet, as the server knew when it rendered. */
  paidOrderId?: string;
};

/** One purchase: order, popup, verification, and whatever the bank says later. */
export function usePurchase({ buyer, paidOrderId }: Props) {
  const [purchase, tell] = useReducer(next, { step: "idle" });
  const balance = useBalance();
  const popup = useRef<CheckoutPopup>(undefined);
  const isPressed = useRef(false);
  const { hold, verify, drop } = useVerification(tell);

  const look = async (orderId: string, isLastLook: boolean) => {
    if (purchase.step === "waiting" && (await verify())) return;
    try {
      const order = await call(orderEndpoint, { params: { orderId } });
      const { credits } = order.status === "paid" ? await call(balanceEndpoint) : { credits: undefined };
      tell({ type: "seen", order, ...(credits === undefined ? {} : { balance: credits }), isLastLook });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (isLastLook) tell({ type: "unseen", orderId });
    }
  };

  const open = async (checkout: CheckoutView, credits: number) => {
    const { orderId } = checkout;
    const Razorpay = await loadCheckout(checkout.checkoutScriptUrl);
    popup.current = openCheckout(Razorpay, {
      checkout,
      description: formatCredits(credits),
      buyer,
      onPaid(paid) {
        popup.current = undefined;
        hold(orderId, paid);
        tell({ type: "paid", orderId });
        void verify();
      },
      onFailed: (reason) => tell({ type: "attempt-failed", reason }),
      onClosed: () => tell({ type: "closed" }),
    });
    keepOrder(buyer.id, orderId);
    tell({ type: "opened", orderId });
  };

  const buy = async ({ id: packageId, credits }: PackageView) => {
    // A second press before the first render is the same intent.
    if (isPressed.current || isUnderWay(purchase)) return;
    isPressed.current = true;
    tell({ type: "pressed" });
    try {
      const idempotencyKey = openOrderIntent(buyer.id, packageId);
      await open(await call(createOrderEndpoint, { body: { packageId }, idempotencyKey }), credits);
    } catch (error) {
      tell({ type: "refused", message: refusalOf(error, buyer.id) });
    } finally {
      isPressed.current = false;
    }
  };

  /** False until an interrupted purchase was looked for. */
  const [isReady, setReady] = useState(false);
  const resume = useEffectEvent(() => {
    const orderId = interruptedOrder(buyer.id) ?? paidOrderId;
    if (orderId) tell({ type: "resumed", orderId, isPaid: orderId === paidOrderId });
    setReady(true);
  });
  useEffect(() => resume(), []);

  usePurchaseNews(purchase, balance, look);

  const settle = useEffectEvent((step: typeof purchase.step) => {
    if (step === "succeeded") popup.current?.close();
    if (step === "succeeded" || step === "dismissed" || step === "failed") forgetOrder(buyer.id);
  });
  useEffect(() => settle(purchase.step), [purchase.step]);

  /** For whoever stands before a popup that is no longer there. */
  const giveUp = () => {
    popup.current?.close();
    tell({ type: "closed" });
  };
  const leave = () => {
    forgetOrder(buyer.id);
    drop();
    tell({ type: "left" });
  };
  return { purchase, isReady, buy, giveUp, leave };
}
