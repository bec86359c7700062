import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";
import { classNames } from "./class-names";

type TableProps = {
  /** For screen readers. */
  caption: string;
  /** Wider than a phone, and nothing in it takes the focus: it has to be scrolled by the keyboard. */
  isWide?: boolean;
  children: ReactNode;
  className?: string;
};

/** A plain table. Scrolls inside itself when too wide. */
export function Table({ caption, isWide, children, className }: TableProps) {
  const table = (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">{caption}</caption>
      {children}
    </table>
  );
  const look = classNames("overflow-x-auto", className);
  if (!isWide) return <div className={look}>{table}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <section tabIndex={0} aria-label={caption} className={classNames(look, "-outline-offset-2")}>
      {table}
    </section>
  );
}

const align = (isFigure?: boolean) => (isFigure ? "text-right" : "text-left");

export function Th({ isFigure, className, ...rest }: ThHTMLAttributes<HTMLTableCellElement> & { isFigure?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        "border-b border-line px-2 py-2 font-strong text-ink-2 type-small",
        align(isFigure),
        className,
      )}
    />
  );
}

/** `tone="good"`: credits in, on their wash. */
export function Tr({ tone, children }: { tone?: "good" | "wash"; children: ReactNode }) {
  return (
    <tr className={classNames("border-b border-line", tone === "good" && "bg-good-wash", tone === "wash" && "bg-wash")}>
      {children}
    </tr>
  );
}

export function Td({ isFigure, className, ...rest }: TdHTMLAttributes<HTMLTableCellElement> & { isFigure?: boolean }) {
  return <td {...rest} className={classNames("px-2 py-3.5", align(isFigure), className)} />;
}
