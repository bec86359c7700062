"use client";

import { useState } from "react";
import { classNames } from "./class-names";

/** Figures that roll once, each in its column, when the value changes. Screen readers get the value alone. */
export function Digits({ value, className }: { value: number; className?: string }) {
  const [{ now, before }, setShown] = useState({ now: value, before: value });
  if (value !== now) setShown({ now: value, before: now });

  const next = String(now).replace("-", "−");
  const previous = String(before).replace("-", "−").padStart(next.length).slice(-next.length);
  return (
    <span className={className}>
      <span className="sr-only">{next}</span>
      <span aria-hidden="true" className="inline-flex">
        {[...next].map((char, at) => {
          const old = previous[at] ?? "";
          const hasChanged = old !== char;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; the value restarts its roll
            <span key={`${now}-${at}`} className="relative inline-block overflow-hidden">
              {hasChanged ? <span className="absolute inset-0 animate-roll-out whitespace-pre">{old}</span> : null}
              <span className={classNames("inline-block", hasChanged && "animate-roll-in")}>{char}</span>
            </span>
          );
        })}
      </span>
    </span>
  );
}
