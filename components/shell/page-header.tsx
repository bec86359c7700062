import type { ReactNode } from "react";

type Props = {
  title: string;
  /** Beside the title: "148 pictures". */
  note?: ReactNode;
  /** At the right: buttons, search. */
  children?: ReactNode;
};

/** The page's h1 in the signed-in shell. Below 720 px the top bar shows the title, and the h1 is left to screen readers. */
export function PageHeader({ title, note, children }: Props) {
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="flex items-baseline gap-3">
        <h1 className="sr-only type-title fold:not-sr-only">{title}</h1>
        {note ? <p className="text-ink-2">{note}</p> : null}
      </div>
      {children}
    </header>
  );
}
