import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** Name left, value right, a line between: the recipe, the summary of an order. */
export function Facts({
  items,
  className,
}: {
  items: readonly { name: string; value: ReactNode }[];
  className?: string;
}) {
  return (
    <dl className={classNames("divide-y divide-line border-y border-line", className)}>
      {items.map(({ name, value }) => (
        <div key={name} className="flex items-baseline justify-between gap-4 py-2">
          <dt className="shrink-0 text-ink-2">{name}</dt>
          <dd className="min-w-0 text-right font-strong">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
