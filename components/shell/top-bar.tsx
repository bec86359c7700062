"use client";

import { usePathname } from "next/navigation";
import { EXPLORE } from "@/components/community/feed-filters";
import { AccountMenu, type AccountMenuUser } from "./account-menu";
import { BackButton } from "./back-button";
import { MeterPlate } from "./meter";
import { placeOf } from "./navigation";
import { Bell } from "./unread";

/** Below 720 px: where you are, the meter, the account. The page's own h1 is there for screen readers (PageHeader). */
export function TopBar({ user }: { user: AccountMenuUser }) {
  const pathname = usePathname();
  const place = placeOf(pathname);
  const isWithinExplore = pathname.startsWith(`${EXPLORE}/`) || pathname === "/studio/feed";
  return (
    <header className="sticky top-0 z-bar flex h-bar items-center gap-2 bg-wall px-inset fold:hidden">
      {isWithinExplore ? <BackButton fallback={EXPLORE} label="Explore" /> : null}
      <span aria-hidden="true" className="min-w-0 flex-1 truncate type-title">
        {place?.label}
      </span>
      <Bell />
      <MeterPlate />
      <AccountMenu user={user} look="icon" />
    </header>
  );
}
