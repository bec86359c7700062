"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";

type WithNavigation = { navigation?: { currentEntry?: { index: number } | null } };

/** The Navigation API numbers the entries of this site alone; browsers without it get the fallback. */
const hasCameFromHere = () => ((window as WithNavigation).navigation?.currentEntry?.index ?? 0) > 0;

/** Back to where one came from, at the place where one was; to `fallback` for who came from outside. */
export function BackButton({ fallback, label }: { fallback: Route; label: string }) {
  const router = useRouter();
  const goBack = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !hasCameFromHere()) return;
    event.preventDefault();
    router.back();
  };
  return (
    <Link
      href={fallback}
      onClick={goBack}
      aria-label={`Back to ${label}`}
      className="-ml-3 grid size-touch shrink-0 place-items-center rounded-full hover:bg-sunken"
    >
      <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 fill-none stroke-current stroke-2">
        <path d="M15 5l-7 7 7 7" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </Link>
  );
}
