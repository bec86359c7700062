import Link from "next/link";
import type { ReactNode } from "react";
import { LiveRegion } from "@/components/ui/live-region";
import { MotionProvider } from "@/components/ui/motion";
import { AccountMenu, type AccountMenuUser } from "./account-menu";
import { BottomBar } from "./bottom-bar";
import { BrandMark } from "./brand";
import { ConnectionNews } from "./connection-news";
import { LiveProvider } from "./live";
import { Meter, MeterPlate } from "./meter";
import { SandboxBanner } from "./sandbox-banner";
import { Rail, SidebarNav } from "./sidebar";
import { SkipLink } from "./skip-link";
import { TopBar } from "./top-bar";
import { VerifyNotice } from "./verify-notice";

type Props = {
  user: { id: string; email: string; emailVerified: boolean } & AccountMenuUser;
  /** Credits at hand when the page was rendered; live afterwards. */
  initialBalance: number;
  /** Unread notifications then. */
  initialUnread: number;
  /** Credits that one Standard picture costs now. */
  standardCredits: number;
  welcomeCredits: number;
  /** What is simulated on this installation, in words. */
  sandboxedParts: readonly string[];
  children: ReactNode;
};

/**
 * The frame of every signed-in page: sidebar from 1100 px, rail from 720, top and bottom bar below. Pages fill `main` and bring
 * their own inset; what docks on phones sits at `bottom-bottom-bar`.
 */
export function Shell({
  user,
  initialBalance,
  initialUnread,
  standardCredits,
  welcomeCredits,
  sandboxedParts,
  children,
}: Props) {
  return (
    <LiveProvider userId={user.id} initialBalance={initialBalance} initialUnread={initialUnread}>
      <MotionProvider>
        <SkipLink />
        <div className="flex min-h-dvh">
          <aside className="sticky top-0 hidden h-dvh w-sidebar shrink-0 flex-col overflow-y-auto border-r border-line px-3 pt-4 pb-2.5 wide:flex">
            <Link href="/" className="mb-6 flex min-h-touch items-center gap-2.5 rounded-control px-2 font-bold">
              <BrandMark />
              Community AI Studio
            </Link>
            <SidebarNav role={user.role} />
            <div className="mt-auto flex flex-col gap-2 pt-6">
              <Meter standardCredits={standardCredits} />
              <AccountMenu user={user} look="line" />
            </div>
          </aside>
          <aside className="sticky top-0 hidden h-dvh w-rail shrink-0 flex-col border-r border-line px-2 pt-3 pb-3 fold:flex wide:hidden">
            <Rail role={user.role} />
            <div className="mt-auto flex flex-col items-center gap-3 pt-4">
              <MeterPlate isStacked />
              <AccountMenu user={user} look="rail" />
            </div>
          </aside>
          <div className="flex min-w-0 flex-1 flex-col pb-bottom-bar fold:pb-0">
            <TopBar user={user} />
            <SandboxBanner parts={sandboxedParts} />
            {user.emailVerified ? null : <VerifyNotice email={user.email} welcomeCredits={welcomeCredits} />}
            <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
              {children}
            </main>
          </div>
        </div>
        <BottomBar />
        <LiveRegion />
        <ConnectionNews />
      </MotionProvider>
    </LiveProvider>
  );
}
