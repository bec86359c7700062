import type { ReactNode } from "react";
import { Emoji } from "@/components/ui/emoji";
import { BrandMark } from "./brand";

type Props = {
  emoji: string;
  title: string;
  children: ReactNode;
  /** Names this very failure in the server's log. */
  reference?: string;
  actions: ReactNode;
};

/** A page on its own for what was not found or did not work. */
export function DeadEnd({ emoji, title, children, reference, actions }: Props) {
  return (
    <div className="flex min-h-dvh flex-col px-inset">
      {/* A whole load: the router may be what broke. */}
      <header className="flex h-bar items-center">
        <a href="/" className="flex min-h-touch items-center gap-2.5 rounded-control font-bold">
          <BrandMark />
          Community AI Studio
        </a>
      </header>
      <main id="main" className="mx-auto flex w-full max-w-form flex-1 flex-col justify-center gap-3 pb-24">
        <Emoji of={emoji} size="large" className="-ml-1" />
        <h1 className="type-title">{title}</h1>
        <div className="text-ink-2">{children}</div>
        {reference ? (
          <p className="text-ink-2 type-small">
            If you write to us about it, name this:{" "}
            <code className="font-sans font-strong text-ink select-all">{reference}</code>
          </p>
        ) : null}
        <div className="mt-3 flex flex-wrap gap-3">{actions}</div>
      </main>
    </div>
  );
}
