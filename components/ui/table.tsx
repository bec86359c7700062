import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";
import { classNames } from "./class-names";

/** A plain table; `caption` is for screen readers. Scrolls inside itself when too wide. */
export function Table({ caption, children, className }: { caption: string; children: ReactNode; className?: string }) {
  return (
    <div className={classNames("overflow-x-auto", className)}>
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
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
