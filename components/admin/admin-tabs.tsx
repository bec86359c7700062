"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { navigationOf, placeOf, type Role } from "@/components/shell/navigation";
import { classNames } from "@/components/ui/class-names";

/** The team's pages in a line, where the sidebar has no room for them. */
export function AdminTabs({ role }: { role: Role }) {
  const current = placeOf(usePathname());
  const here = useRef<HTMLAnchorElement>(null);
  const address = current?.href;
  useEffect(() => {
    if (address) here.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [address]);
  const places = navigationOf(role).find(({ id }) => id === "admin")?.places ?? [];
  return (
    <nav aria-label="Admin" className="overflow-x-auto border-b border-line px-inset wide:hidden">
      <ul className="flex gap-1 py-1.5">
        {places.map((place) => (
          <li key={place.href}>
            <Link
              href={place.href}
              ref={place === current ? here : undefined}
              aria-current={place === current ? "page" : undefined}
              className={classNames(
                "flex min-h-touch items-center rounded-control px-3 whitespace-nowrap -outline-offset-2",
                place === current ? "bg-ink font-strong text-wall" : "text-ink-2 hover:bg-sunken hover:text-ink",
              )}
            >
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
