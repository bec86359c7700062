import type { ReactNode } from "react";

/** A native `details`: title left, hint right ("Style, leave out, seed" closed; "Hide" open). */
export function Disclosure({
  title,
  hint,
  children,
  isOpen,
}: {
  title: string;
  hint?: string;
  children: ReactNode;
  isOpen?: boolean;
}) {
  return (
    <details open={isOpen} className="group border-t border-line">
      <summary className="flex min-h-touch list-none items-center justify-between gap-3 py-2 [&::-webkit-details-marker]:hidden">
        <span className="font-strong">{title}</span>
        <span className="text-ink-2 type-small group-open:hidden">{hint ?? "Show"}</span>
        <span className="hidden text-ink-2 type-small group-open:inline">Hide</span>
      </summary>
      <div className="pb-4">{children}</div>
    </details>
  );
}
