"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Emoji } from "@/components/ui/emoji";
import { BrandMark } from "./brand";
import { type NavPlace, type NavSection, NOTIFICATIONS, navigationOf, placeOf, type Role } from "./navigation";
import { Unread } from "./unread";

/** The way around from 1100 px on: sections that open and close, the current place on marigold. */
export function SidebarNav({ role }: { role: Role }) {
  const current = placeOf(usePathname());
  return (
    <nav aria-label="Main" className="flex flex-col gap-3">
      {navigationOf(role).map((section) => (
        <SidebarSection key={section.id} section={section} current={current} />
      ))}
    </nav>
  );
}

function SidebarSection({ section, current }: { section: NavSection; current: NavPlace | undefined }) {
  // The team has many places: where one works among them, what is elsewhere folds up.
  const [isOpen, setIsOpen] = useState(!current?.role || section.id === "admin" || section.id === "studio");
  const listId = `nav-${section.id}`;
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setIsOpen(!isOpen)}
        className="flex min-h-10 w-full items-center gap-2.5 rounded-control px-2.5 font-strong hover:bg-sunken"
      >
        <Emoji of={section.emoji} />
        {section.label}
        <Chevron isOpen={isOpen} />
      </button>
      <div
        id={listId}
        inert={!isOpen}
        className={classNames(
          "grid transition-all duration-move ease-settle",
          isOpen ? "visible grid-rows-[1fr] opacity-100" : "invisible grid-rows-[0fr] opacity-0",
        )}
      >
        <ul className="ml-5.5 min-h-0 overflow-hidden border-l border-line">
          {section.places.map((place) => (
            <li key={place.href} className="pl-2 last:pb-0">
              <PlaceLink place={place} isCurrent={place === current} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function PlaceLink({ place, isCurrent }: { place: NavPlace; isCurrent: boolean }) {
  return (
    <Link
      href={place.href}
      aria-current={isCurrent ? "page" : undefined}
      className={classNames(
        "flex min-h-9.5 items-center gap-2.5 rounded-control px-2 -outline-offset-2 hover:bg-sunken hover:text-ink",
        isCurrent ? "font-strong text-ink" : "text-ink-2",
      )}
    >
      <Emoji of={place.emoji} isCurrent={isCurrent} />
      {place.label}
      {place.href === NOTIFICATIONS ? <Unread className="ml-auto" /> : null}
    </Link>
  );
}

function Chevron({ isOpen }: { isOpen: boolean }) {
  return (
    <svg
      viewBox="0 0 12 12"
      aria-hidden="true"
      className={classNames(
        "ml-auto size-3 text-ink-2 transition-transform duration-move ease-settle",
        isOpen && "rotate-90",
      )}
    >
      <path d="M4 1l5 5-5 5" fill="none" stroke="currentColor" strokeWidth="1.3" />
    </svg>
  );
}

/** The same between 720 and 1100 px: emoji with the words beneath. */
export function Rail({ role }: { role: Role }) {
  const current = placeOf(usePathname());
  return (
    <nav aria-label="Main" className="flex flex-col gap-2">
      <Link
        href="/"
        aria-label="Community AI Studio"
        className="mx-auto mb-4 grid size-touch place-items-center rounded-control"
      >
        <BrandMark />
      </Link>
      {navigationOf(role)
        // The team's pages have tabs of their own at this width.
        .flatMap(({ id, places }) => (id === "admin" ? places.slice(0, 1) : places))
        .map((place) => (
          <BarLink key={place.href} place={place} isCurrent={place === current} />
        ))}
    </nav>
  );
}

/** A link with its word beneath, for rail and bottom bar. */
export function BarLink({ place, isCurrent }: { place: NavPlace; isCurrent: boolean }) {
  return (
    <Link
      href={place.href}
      aria-current={isCurrent ? "page" : undefined}
      className={classNames(
        "flex min-h-13 flex-1 flex-col items-center justify-center gap-0.5 rounded-control -outline-offset-2 type-tiny",
        isCurrent ? "text-ink" : "font-regular text-ink-2 hover:text-ink",
      )}
    >
      <span
        className={classNames("grid w-11 place-items-center rounded-full", isCurrent && "bg-marigold text-on-marigold")}
      >
        <Emoji of={place.emoji} />
      </span>
      <span>
        {place.shortLabel} {place.href === NOTIFICATIONS ? <Unread /> : null}
      </span>
    </Link>
  );
}
