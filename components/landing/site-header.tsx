import Link from "next/link";
import { BrandMark } from "@/components/shell/brand";
import { ButtonLink } from "@/components/ui/button";

const linkLook = "flex min-h-touch items-center rounded-control px-2 hover:underline underline-offset-4";

/** The header of pages that need no account. */
export function SiteHeader({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <header className="flex items-center justify-between gap-2 px-inset py-2 fold:py-4 wide:px-12">
      <Link href="/" className="-ml-1 flex min-h-touch items-center gap-2.5 rounded-control px-1 font-bold">
        <BrandMark />
        <span className="whitespace-nowrap">Community AI Studio</span>
      </Link>
      <nav aria-label="Site" className="flex items-center gap-1 fold:gap-4">
        <Link href="/docs" className={`${linkLook} hidden fold:flex`}>
          Docs
        </Link>
        {isSignedIn ? (
          <ButtonLink href="/studio" variant="strong">
            Studio
          </ButtonLink>
        ) : (
          <>
            <Link href="/login" className={`${linkLook} font-strong whitespace-nowrap`}>
              Sign in
            </Link>
            <span className="hidden fold:block">
              <ButtonLink href="/register" variant="strong">
                Start free
              </ButtonLink>
            </span>
          </>
        )}
      </nav>
    </header>
  );
}
