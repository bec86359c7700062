"use client";

import { usePathname } from "next/navigation";
import { BOTTOM_BAR, placeOf } from "./navigation";
import { BarLink } from "./sidebar";

/** The way around below 720 px. Docks of pages stand above it: `bottom-bottom-bar`. */
export function BottomBar() {
  const current = placeOf(usePathname());
  return (
    <nav
      aria-label="Main"
      // A page may put its one verb in this place.
      className="fixed inset-x-0 bottom-0 z-bar border-t border-line bg-surface pb-safe [body:has([data-covers-bottom-bar])_&]:hidden fold:hidden"
    >
      <div className="flex h-bottom-bar items-center px-1">
        {BOTTOM_BAR.map((place) => (
          <BarLink key={place.href} place={place} isCurrent={place === current} />
        ))}
      </div>
    </nav>
  );
}
