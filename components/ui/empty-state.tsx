import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Emoji } from "./emoji";

type Props = {
  emoji: string;
  title: string;
  /** One sentence. */
  children: ReactNode;
  /** One button. */
  action?: ReactNode;
  /** Dashed box: it stands where a picture would. */
  isPicture?: boolean;
  /** The heading's level on its page. */
  level?: 1 | 2 | 3;
  className?: string;
};

export function EmptyState({ emoji, title, children, action, isPicture, level = 2, className }: Props) {
  const Heading = `h${level}` as const;
  return (
    <div
      className={classNames(
        "flex flex-col items-center justify-center gap-2 p-6 text-center",
        isPicture && "rounded-picture border border-dashed border-line-strong bg-surface",
        className,
      )}
    >
      <Emoji of={emoji} size="large" className="mb-2" />
      <Heading className="type-heading">{title}</Heading>
      <p className="max-w-xs text-ink-2 text-balance">{children}</p>
      {action ? <div className="mt-3">{action}</div> : null}
    </div>
  );
}
