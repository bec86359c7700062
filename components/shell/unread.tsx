"use client";

import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import { Emoji } from "@/components/ui/emoji";
import { useUnread } from "./live";
import { NOTIFICATIONS } from "./navigation";

const MOST = 99;

/** How many notifications are unread, live; nothing when none is. */
export function Unread({ className }: { className?: string }) {
  const unread = useUnread();
  if (unread === 0) return null;
  return (
    <span
      className={classNames(
        "inline-grid h-5 min-w-5 place-items-center rounded-full bg-marigold px-1 text-on-marigold type-tiny",
        className,
      )}
    >
      <span aria-hidden="true">{unread > MOST ? `${MOST}+` : unread}</span>
      <span className="sr-only">{unread} unread</span>
    </span>
  );
}

/** The way to the notifications in the phone's top bar. */
export function Bell() {
  return (
    <Link href={NOTIFICATIONS} className="relative grid size-touch place-items-center rounded-control">
      <Emoji of="🔔" />
      <span className="sr-only">Notifications</span>
      <Unread className="absolute top-0 right-0" />
    </Link>
  );
}
