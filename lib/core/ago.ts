const STEPS: [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ["year", 365 * 86_400_000],
  ["month", 30 * 86_400_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];
const FORMAT = new Intl.RelativeTimeFormat("en-IN", { numeric: "auto" });

/** "just now", "12 minutes ago", "yesterday". */
export function ago(at: Date, now: Date): string {
  const ms = at.getTime() - now.getTime();
  const [unit, size] = STEPS.find(([, step]) => Math.abs(ms) >= step) ?? ["minute", 0];
  return size === 0 ? "just now" : FORMAT.format(Math.trunc(ms / size), unit);
}
