"use client";

import { useEffect, useState } from "react";

/** Clocks of phones may be minutes off; small differences are only the way here. */
const TOLERANCE_MS = 5_000;

/** The server's time: at first exactly what it rendered with, then ticking every `tickMs` while `isTicking`. */
export function useNow(serverNowMs: number, isTicking: boolean, tickMs = 500): number {
  const [now, setNow] = useState(serverNowMs);
  const [offsetMs] = useState(() => {
    const offset = serverNowMs - Date.now();
    return Math.abs(offset) > TOLERANCE_MS ? offset : 0;
  });
  useEffect(() => {
    if (!isTicking) return;
    const tick = () => setNow(Date.now() + offsetMs);
    tick();
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, [isTicking, offsetMs, tickMs]);
  return now;
}
