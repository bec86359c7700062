/** First in the tab order of every page; the page's `main` carries the id. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only z-toast rounded-control bg-ink px-4 py-3 font-strong text-on-ink focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
    >
      Skip to content
    </a>
  );
}
