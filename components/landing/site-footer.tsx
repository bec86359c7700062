import { TextLink } from "@/components/ui/text-link";

/** The small print's links, below every page that needs no account. */
export function SiteFooter() {
  return (
    <footer className="flex flex-wrap items-center gap-x-6 px-inset py-3 text-ink-2 type-small wide:px-12">
      <p className="mr-auto py-2">Every picture here is made by AI and says so.</p>
      <nav aria-label="Small print" className="flex gap-x-6">
        <TextLink href="/docs" variant="quiet">
          API docs
        </TextLink>
        <TextLink href="/terms" variant="quiet">
          Terms
        </TextLink>
        <TextLink href="/privacy" variant="quiet">
          Privacy
        </TextLink>
      </nav>
    </footer>
  );
}
