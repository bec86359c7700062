import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type Filters, filtersUrl, GRID, isNarrowed } from "./filters";

/** Why there is no picture in sight, and what to do about it. */
export function NothingHere({ filters }: { filters: Filters }) {
  const everything = { q: undefined, tier: undefined, when: undefined, from: undefined, to: undefined };
  const back = <ButtonLink href={GRID}>Show my creations</ButtonLink>;
  const frame = (emoji: string, title: string, action: ReactNode, text: string) => (
    <EmptyState emoji={emoji} title={title} action={action} className="flex-1 py-16">
      {text}
    </EmptyState>
  );
  if (isNarrowed(filters)) {
    const action = <ButtonLink href={filtersUrl(filters, everything)}>Show all</ButtonLink>;
    return frame("🔍", "Nothing found", action, "No picture here has these words, this size and this date.");
  }
  if (filters.bin) return frame("🗑", "The bin is empty", back, "What you delete stays here for 30 days.");
  if (filters.favourite)
    return frame("❤️", "No favourites yet", back, "Press the heart on a picture, and it is found here.");
  if (filters.collectionId)
    return frame("🖼️", "Nothing in this collection yet", back, "Select pictures, then press Collections.");
  const first = (
    <ButtonLink variant="primary" href="/studio">
      Make your first picture
    </ButtonLink>
  );
  const text = "Everything you make is kept, with the words and settings it was made with.";
  return frame("🖼️", "Your pictures will hang here", first, text);
}
