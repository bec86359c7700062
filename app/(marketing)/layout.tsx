import type { ReactNode } from "react";
import { SiteHeader } from "@/components/landing/site-header";
import { SkipLink } from "@/components/shell/skip-link";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

export default async function MarketingLayout({ children }: { children: ReactNode }) {
  const ctx = await pageCtx();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <SiteHeader isSignedIn={isSignedIn(ctx)} />
      {children}
    </div>
  );
}
