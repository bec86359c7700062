"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ShowMore } from "@/components/credits/show-more";
import { useOlder } from "@/components/credits/use-older";
import { useUnread } from "@/components/shell/live";
import { PageHeader } from "@/components/shell/page-header";
import { Avatar } from "@/components/ui/avatar";
import { Button, ButtonLink } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { notify } from "@/components/ui/toaster";
import { dayName } from "@/lib/core/ist-time";
import {
  type NotificationView,
  notificationsEndpoint,
  readNotificationsEndpoint,
} from "@/lib/domain/notifications/contract";
import { CallError, call } from "@/lib/http/call";

type Page = { items: NotificationView[]; nextCursor: string | null };
type Props = { first: Page; nowMs: number };

/** What happened, the latest first; grows by itself while one looks at it. */
export function Notifications({ first, nowMs }: Props) {
  const router = useRouter();
  const unread = useUnread();
  const known = useRef(unread);
  const refresh = useEffectEvent(() => {
    if (known.current !== unread) router.refresh();
    known.current = unread;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `unread` is the sign
  useEffect(() => refresh(), [unread]);
  const { items, hasMore, isBusy, problem, more } = useOlder(
    first,
    ({ id }) => id,
    (cursor) => call(notificationsEndpoint, { query: { cursor } }),
  );
  return (
    <div className="mx-auto flex w-full max-w-reading flex-1 flex-col gap-4 px-inset pt-2 pb-16 fold:pt-7">
      <PageHeader title="Notifications">{unread > 0 ? <ReadAll /> : null}</PageHeader>
      {items.length === 0 ? (
        <EmptyState
          emoji="🔔"
          title="Nothing yet"
          action={<ButtonLink href={"/studio/community" as Route}>Explore</ButtonLink>}
        >
          Likes, comments, remixes and what they bring you come here.
        </EmptyState>
      ) : (
        <Days items={items} nowMs={nowMs} />
      )}
      <ShowMore hasMore={hasMore} isBusy={isBusy} onMore={() => void more()} {...(problem ? { problem } : {})} />
    </div>
  );
}

function Days({ items, nowMs }: { items: readonly NotificationView[]; nowMs: number }) {
  const days = new Map<string, NotificationView[]>();
  for (const item of items) {
    const day = dayName(item.updatedAt, nowMs);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, ofDay]) => (
    <section key={day} aria-label={day}>
      <h2 className="mb-1 type-heading">{day}</h2>
      <ul className="divide-y divide-line border-y border-line">
        {ofDay.map((item) => (
          <li key={item.id}>
            <Line item={item} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

/** Opening what it is about reads it. */
function Line({ item }: { item: NotificationView }) {
  const read = () => {
    // It leads on whether or not this is heard; the next look at the list tells.
    if (!item.read) call(readNotificationsEndpoint, { body: { ids: [item.id] } }).catch(() => {});
  };
  return (
    <Link
      href={item.href as Route}
      prefetch={false}
      onClick={read}
      className={classNames("flex min-h-touch items-center gap-3 px-2 py-2.5 hover:bg-sunken", !item.read && "bg-wash")}
    >
      <Avatar name={item.actors[0]?.name ?? "★"} src={item.actors[0]?.avatarUrl} />
      <span className="min-w-0 flex-1">
        <bdi className={classNames("block", !item.read && "font-strong")}>{item.text}</bdi>
        {item.read ? null : <span className="sr-only">Unread</span>}
      </span>
      {item.thumbnailUrl ? (
        // biome-ignore lint/performance/noImgElement: a thumbnail of our own, at its size
        <img src={item.thumbnailUrl} alt="" width={44} height={44} className="size-11 rounded-picture object-cover" />
      ) : null}
    </Link>
  );
}

function ReadAll() {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const read = async () => {
    setBusy(true);
    try {
      await call(readNotificationsEndpoint, { body: {} });
      router.refresh();
    } catch (error) {
      notify({ message: error instanceof CallError ? error.message : "They could not be marked." });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="compact" busy={isBusy} onClick={() => void read()}>
      Mark all as read
    </Button>
  );
}
