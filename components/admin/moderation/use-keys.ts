"use client";

import { useEffect, useEffectEvent } from "react";
import type { Deed } from "@/lib/domain/review/contract";
import type { Desk } from "./use-desk";
import { DEED_WORDS } from "./words";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Every deed under a key of its own; j and k move. Where somebody types, keys are letters. */
export function useKeys(desk: Desk, begin: (deed: Deed) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && desk.deed) desk.setDeed(undefined);
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const found = desk.detail?.deeds.find((deed) => DEED_WORDS[deed].key.toLowerCase() === key);
    if (key === "j" || key === "k") desk.move(key === "j" ? 1 : -1);
    else if (key === "u") void desk.undo();
    else if (found) begin(found);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
