"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, Suspense } from "react";
import { ButtonLink } from "@/components/ui/button";
import { LiveRegion } from "@/components/ui/live-region";
import { MotionProvider } from "@/components/ui/motion";
import { BrandMark } from "./brand";
import { SkipLink } from "./skip-link";

/** The frame of pages that need no account, for whoever has none: the way in instead of menus and meter. */
export function OpenShell({ children }: { children: ReactNode }) {
  return (
    <MotionProvider>
      <SkipLink />
      <div className="flex min-h-dvh flex-col">
        <header className="sticky top-0 z-bar flex h-bar items-center justify-between gap-2 border-b border-line bg-wall px-inset">
          <Link href="/" className="flex min-h-touch items-center gap-2.5 rounded-control font-bold">
            <BrandMark />
            <span className="sr-only whitespace-nowrap fold:not-sr-only">Community AI Studio</span>
          </Link>
          <nav aria-label="Main" className="flex items-center gap-1 fold:gap-3">
            <Link href={"/studio/community" as Route} className={linkLook}>
              Explore
            </Link>
            <Suspense>
              <WayIn />
            </Suspense>
          </nav>
        </header>
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          {children}
        </main>
      </div>
      <LiveRegion />
    </MotionProvider>
  );
}

const linkLook =
  "flex min-h-touch items-center rounded-control px-2 whitespace-nowrap hover:underline underline-offset-4";

function WayIn() {
  const search = useSearchParams().toString();
  const path = usePathname();
  const next = encodeURIComponent(search ? `${path}?${search}` : path);
  return (
    <>
      <Link href={`/login?next=${next}` as Route} className={linkLook}>
        Sign in
      </Link>
      <ButtonLink href={`/register?next=${next}` as Route} variant="strong">
        Join
      </ButtonLink>
    </>
  );
}
