import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type BadgeTone = "plain" | "good" | "bad" | "marigold";

const TONES: Record<BadgeTone, string> = {
  plain: "bg-sunken text-ink-2",
  good: "bg-good-wash text-good",
  bad: "bg-bad-wash text-bad",
  marigold: "bg-marigold text-on-marigold",
};

export function Badge({
  tone = "plain",
  children,
  className,
}: {
  tone?: BadgeTone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={classNames(
        "inline-flex min-h-5 items-center rounded-badge px-1.5 whitespace-nowrap type-tiny",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

/** The visible AI mark on a picture; its parent is `relative`. Full wording where there is room. */
export function AiMark({ short }: { short?: boolean }) {
  return (
    <span className="pointer-events-none absolute top-1.5 left-1.5 inline-flex min-h-5 items-center rounded-badge bg-mark px-1.5 text-mark-ink type-tiny">
      {short ? (
        <abbr title="AI-generated" className="no-underline">
          AI
        </abbr>
      ) : (
        "AI-generated"
      )}
    </span>
  );
}
