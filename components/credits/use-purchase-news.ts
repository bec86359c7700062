"use client";

import { useEffect, useEffectEvent } from "react";
import { type Purchase, watchedOrder } from "./purchase";

/** How long to wait before each look at the order, in ms; the last pause goes on for ever, unless the looks end. */
const LOOKS: Partial<Record<Purchase["step"], { pausesMs: readonly number[]; ends?: boolean }>> = {
  paying: { pausesMs: [4000] },
  waiting: { pausesMs: [0, 1500, 2500, 4000, 6000, 10_000] },
  // News of a payment in its last moment may be on their way.
  checking: { pausesMs: [300, 2000], ends: true },
};

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });

type Look = (orderId: string, isLastLook: boolean) => Promise<void>;

/**
 * Looks at the order for as long as something is open: by the clock, and at once whenever the balance moves, which is how a webhook shows
 * that was faster than this page.
 */
export function usePurchaseNews(purchase: Purchase, balance: number, look: Look): void {
  const { step } = purchase;
  const orderId = watchedOrder(purchase);

  const lookNow = useEffectEvent(look);
  useEffect(() => {
    const plan = LOOKS[step];
    if (!plan || !orderId) return;
    const stop = new AbortController();
    const follow = async () => {
      const last = plan.pausesMs.length - 1;
      for (let at = 0; !plan.ends || at <= last; at++) {
        await pause(plan.pausesMs[Math.min(at, last)] ?? 0, stop.signal);
        await lookNow(orderId, plan.ends === true && at === last);
        if (stop.signal.aborted) return;
      }
    };
    void follow();
    return () => stop.abort();
  }, [step, orderId]);

  const lookAtMove = useEffectEvent(() => {
    if (orderId) void look(orderId, false);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `balance` is the sign
  useEffect(() => lookAtMove(), [balance]);
}
