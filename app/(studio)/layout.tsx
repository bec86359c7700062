import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { OpenShell } from "@/components/shell/open-shell";
import { SANDBOX_BANNER_COOKIE } from "@/components/shell/sandbox-banner-cookie";
import { Shell } from "@/components/shell/shell";
import { unitsToCredits } from "@/lib/core/credits";
import { readMe } from "@/lib/domain/identity/reads";
import { readBalance } from "@/lib/domain/ledger/reads";
import { countUnread } from "@/lib/domain/notifications/reads";
import { readSettings } from "@/lib/domain/settings/reads";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

/**
 * The shell, of the signed-in or of everybody. A layout is not rendered anew with every navigation and lets nobody in: each page that
 * needs an account asks `signedInPageCtx`.
 */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  const ctx = await pageCtx();
  if (!isSignedIn(ctx)) return <OpenShell>{children}</OpenShell>;
  const [user, balance, settings, unread] = await Promise.all([
    readMe(ctx),
    readBalance(ctx),
    readSettings(ctx),
    countUnread(ctx),
  ]);
  const { pictures, enhancement, payments, mail } = ctx.env.sandboxed;
  const sandboxedParts = [
    pictures && "pictures",
    enhancement && "prompt enhancement",
    payments && "payments",
    mail && "mail",
  ].filter((part) => part !== false);
  const isBannerHidden = (await cookies()).has(SANDBOX_BANNER_COOKIE);
  return (
    <Shell
      user={user}
      initialBalance={balance.credits}
      initialUnread={unread}
      standardCredits={unitsToCredits(settings.priceUnits.standard)}
      welcomeCredits={unitsToCredits(settings.welcomeUnits)}
      sandboxedParts={isBannerHidden ? [] : sandboxedParts}
    >
      {children}
    </Shell>
  );
}
