import type { ReactNode } from "react";
import { classNames } from "./class-names";

type Props = {
  tone?: "plain" | "wash" | "good" | "bad";
  children: ReactNode;
  /** A button or link at the right. */
  action?: ReactNode;
  /** "alert" is read at once: for what just went wrong. */
  role?: "alert" | "status";
  className?: string;
};

const TONES = {
  plain: "bg-sunken text-ink-2",
  wash: "bg-wash text-ink",
  good: "bg-good-wash text-good",
  bad: "bg-bad-wash text-bad",
};

/** A sentence in a coloured block, within a form or above a list. */
export function Notice({ tone = "plain", children, action, role, className }: Props) {
  return (
    <div
      role={role}
      className={classNames(
        "flex flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-control px-4 py-2.5",
        TONES[tone],
        className,
      )}
    >
      <div className="min-w-0 flex-1 basis-48">{children}</div>
      {action}
    </div>
  );
}
