import { formatPaise } from "@/lib/core/money";
import type { FigureView } from "@/lib/domain/analytics/contract";

export type Unit = "count" | "share" | "seconds" | "paise" | "credits";

/** A figure as it is read: "1,204", "93.4 %", "12.3 s", "₹4,500". */
export function shown(value: number, unit: Unit): string {
  switch (unit) {
    case "share":
      return `${(Math.round(value * 1000) / 10).toLocaleString("en-IN")} %`;
    case "seconds":
      return `${value.toLocaleString("en-IN")} s`;
    case "paise":
      return formatPaise(value);
    default:
      return value.toLocaleString("en-IN");
  }
}

/** "up 12 % from 340", "as before", "none before". */
export function comparison({ value, before }: FigureView, unit: Unit): string {
  if (value === before) return "as before";
  if (before === 0) return "none before";
  const percent = Math.round((Math.abs(value - before) / Math.abs(before)) * 100);
  return `${value > before ? "up" : "down"} ${percent} % from ${shown(before, unit)}`;
}
