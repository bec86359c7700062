"use client";

import { create } from "zustand";

const useAnnouncement = create<{ text: string }>(() => ({ text: "" }));

/** Says a sentence to screen readers through the page's one live region. */
export function announce(text: string): void {
  // The same text twice is no change and would not be read: a no-break space makes it one.
  useAnnouncement.setState(({ text: before }) => ({ text: before === text ? `${text}\u00a0` : text }));
}

/** Once in the layout. */
export function LiveRegion() {
  const text = useAnnouncement((state) => state.text);
  return (
    <output aria-live="polite" className="sr-only">
      {text}
    </output>
  );
}
