import { classNames } from "./class-names";

type Props = {
  /** 0 to 1. */
  value: number;
  /** What is progressing: "Painting your picture". */
  label: string;
  className?: string;
};

/** Marigold on a black track. Words beside it are the caller's. */
export function Progress({ value, label, className }: Props) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <progress
      aria-label={label}
      value={percent}
      max={100}
      className={classNames(
        "block h-2.5 w-full appearance-none overflow-hidden rounded-full border border-line-strong bg-plate p-0.5",
        "[&::-moz-progress-bar]:rounded-full [&::-moz-progress-bar]:bg-marigold [&::-webkit-progress-bar]:bg-transparent",
        "[&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-marigold [&::-webkit-progress-value]:transition-all [&::-webkit-progress-value]:duration-arrive",
        className,
      )}
    />
  );
}
