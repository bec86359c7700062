const DAY_MS = 86_400_000;

/** How long a suspension may last; empty for one without an end. */
export const SUSPENSIONS: readonly { days: string; words: string }[] = [
  { days: "1", words: "1 day" },
  { days: "7", words: "7 days" },
  { days: "30", words: "30 days" },
  { days: "", words: "Without an end" },
];

/** When so many days from now are over; undefined for no end. */
export const suspensionEnd = (days: string): string | undefined =>
  days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : undefined;
