"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button, buttonLook } from "@/components/ui/button";
import { Digits } from "@/components/ui/digits";
import { formatCredits, sumCredits } from "@/lib/core/credits";

const RETURN_AFTER_MS = 2500;
/** Any of these says that the person is doing something here. */
const SIGNS_OF_LIFE = ["keydown", "pointerdown", "wheel", "touchstart"] as const;

type Props = { credits: number; balance: number; backTo: Route; onMore: () => void };

/** Paid and credited: what came, what there is now, and the way back, taken by itself unless the person does something. */
export function Bought({ credits, balance, backTo, onMore }: Props) {
  const back = useRef<HTMLAnchorElement>(null);
  const [shown, setShown] = useState(() => sumCredits(balance, -credits));
  const { isReturning, stay } = useReturn(backTo);
  useEffect(() => {
    back.current?.focus();
    setShown(balance);
  }, [balance]);
  return (
    <div className="flex flex-col gap-3">
      <h2 className="type-title">{formatCredits(credits)} added</h2>
      <p className="flex items-baseline gap-2 text-ink-2">
        You have <Digits value={shown} className="text-ink type-figure" /> {balance === 1 ? "credit" : "credits"}
      </p>
      <Link ref={back} href={backTo} className={buttonLook({ variant: "primary", size: "large", wide: true })}>
        Back to the studio
      </Link>
      <div className="flex items-center justify-between gap-3 text-ink-2 type-small">
        {isReturning ? (
          <>
            <p>Going back by itself.</p>
            <Button variant="quiet" size="compact" onClick={stay}>
              Stay here
            </Button>
          </>
        ) : (
          <Button variant="quiet" wide onClick={onMore}>
            Buy more
          </Button>
        )}
      </div>
    </div>
  );
}

/** Goes to `backTo` after a moment; never for those who asked for less motion, and not once the person has done something. */
function useReturn(backTo: Route) {
  const router = useRouter();
  const [isReturning, setReturning] = useState(() => !window.matchMedia("(prefers-reduced-motion: reduce)").matches);
  const go = useEffectEvent(() => router.push(backTo));
  const stay = () => setReturning(false);
  useEffect(() => {
    if (!isReturning) return;
    const stop = new AbortController();
    for (const sign of SIGNS_OF_LIFE)
      window.addEventListener(sign, () => setReturning(false), { signal: stop.signal, passive: true });
    const timer = setTimeout(() => go(), RETURN_AFTER_MS);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [isReturning]);
  return { isReturning, stay };
}
