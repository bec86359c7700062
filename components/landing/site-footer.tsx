import { TextLink } from "@/components/ui/text-link";

/** The small print's links, below every page that needs no account. */
export function SiteFooter() {
  return (
    <footer className="flex flex-wrap items-center gap-x-6 px-inset py-3 text-ink-2 type-small wide:px-12">
      <p className="mr-auto py-2">Every picture here is made by AI and says so.</p>
      <nav aria-label="Small print" className="flex flex-wrap gap-x-6">
        <TextLink href="/docs" variant="quiet">
          API docs
        </TextLink>
        <TextLink href="/guidelines" variant="quiet">
          Guidelines
        </TextLink>
        <TextLink href="/grievance" variant="quiet">
          Grievances
        </TextLink>
        <TextLink href="/transparency" variant="quiet">
          Transparency
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
