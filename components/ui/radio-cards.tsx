import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";

export type RadioCard<V extends string> = {
  value: V;
  /** What the card shows. */
  content: ReactNode;
  /** The whole of it in words, where `content` is a drawing. */
  label?: string;
  isDisabled?: boolean;
};

type Props<V extends string> = {
  /** The group's label. */
  legend: string;
  hideLegend?: boolean;
  value: V;
  onChange: (value: V) => void;
  options: readonly RadioCard<V>[];
  /** card: edged cards with a tick (tiers). tile: no edge until selected (shapes). pill: round chips (variations). row: lines of a list with a dot (packages). */
  variant?: "card" | "tile" | "pill" | "row";
  /** Classes of the row of options: its grid or flex. */
  className?: string;
};

const VARIANTS = {
  card: "flex-col rounded-button border border-line-strong bg-surface p-3 hover:border-ink has-checked:bg-wash has-checked:border-select has-checked:outline-2 has-checked:-outline-offset-1 has-checked:outline-select",
  tile: "flex-col rounded-control items-center justify-center py-2 text-ink-2 hover:text-ink hover:bg-sunken has-checked:bg-wash has-checked:text-ink has-checked:font-strong has-checked:outline-2 has-checked:-outline-offset-2 has-checked:outline-select",
  pill: "flex-col rounded-full border border-line bg-surface items-center justify-center min-w-touch fold:min-w-10 type-small text-ink-2 hover:border-line-strong has-checked:bg-ink has-checked:border-ink has-checked:text-on-ink has-checked:font-strong",
  row: "items-center gap-4 border-x border-b border-line bg-surface px-4 py-3 first:rounded-t-card first:border-t last:rounded-b-card has-checked:z-dock has-checked:rounded-card has-checked:bg-wash has-checked:outline-2 has-checked:-outline-offset-1 has-checked:outline-select",
};

/** A real radio group that looks like cards: arrow keys move, Tab enters and leaves. Columns are the caller's `className`. */
export function RadioCards<V extends string>({
  legend,
  hideLegend,
  value,
  onChange,
  options,
  variant = "card",
  className,
}: Props<V>) {
  const name = useId();
  return (
    <fieldset className={classNames("min-w-0", variant === "pill" && "flex items-center justify-between gap-3")}>
      <legend
        className={
          hideLegend ? "sr-only" : classNames("font-strong type-small", variant === "pill" ? "float-left" : "mb-1.5")
        }
      >
        {legend}
      </legend>
      <div className={className ?? "flex gap-2"}>
        {options.map((option) => (
          <label
            key={option.value}
            className={classNames(
              "relative flex min-h-touch min-w-0 transition-colors duration-quick ease-out fold:min-h-8.5",
              "has-focus-visible:ring-2 has-focus-visible:ring-select has-focus-visible:ring-offset-3 has-focus-visible:ring-offset-wall",
              "has-disabled:opacity-50",
              VARIANTS[variant],
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.isDisabled}
              onChange={() => onChange(option.value)}
              aria-label={option.label}
              className="peer absolute inset-0 cursor-pointer appearance-none outline-none disabled:cursor-default"
            />
            {variant === "row" ? <RadioDot /> : null}
            {option.content}
            {variant === "card" ? <Tick /> : null}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Tick() {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className="invisible absolute right-2.5 bottom-3 size-4 text-ink peer-checked:visible"
    >
      <path d="M1.5 8.5 6 13 14.5 3.5" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}

function RadioDot() {
  return (
    <span
      aria-hidden="true"
      className="grid size-5.5 shrink-0 place-items-center rounded-full border border-line-strong bg-surface peer-checked:border-7 peer-checked:border-select"
    />
  );
}
