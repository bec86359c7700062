import type { Route } from "next";

/** Buy Credits, with what is missing and the way back. `needCredits`: more than the balance. */
export function buyAddress({ needCredits, backTo }: { needCredits: number; backTo: string }): Route {
  return `/studio/buy-credits?${new URLSearchParams({ need: String(needCredits), next: backTo })}` as Route;
}
