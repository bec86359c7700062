import type { ReactNode } from "react";
import { SiteFooter } from "./site-footer";

type Props = {
  title: string;
  /** "23 November 2026" */
  since: string;
  /** The whole page in two sentences. */
  summary: ReactNode;
  children: ReactNode;
};

/** A page to be read: one column of 720 px. */
export function ReadingPage({ title, since, summary, children }: Props) {
  return (
    <>
      <main id="main" tabIndex={-1} className="flex-1 px-inset pt-6 pb-16 outline-none wide:px-12 wide:pt-12">
        <article className="mx-auto max-w-reading">
          <h1 className="type-title">{title}</h1>
          <p className="mt-1 text-ink-2 type-small">In force since {since}</p>
          <div className="mt-6 rounded-card border border-line bg-surface p-4 fold:p-6">{summary}</div>
          {children}
        </article>
      </main>
      <SiteFooter />
    </>
  );
}

export function ReadingSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8 flex flex-col gap-3">
      <h2 className="type-heading">{title}</h2>
      {children}
    </section>
  );
}

export function ReadingList({ children }: { children: ReactNode }) {
  return <ul className="flex list-disc flex-col gap-2 pl-5 marker:text-ink-3">{children}</ul>;
}
