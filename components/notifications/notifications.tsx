"use client";

import type { Route } from "next";
import { useState } from "react";
import { useUnread } from "@/components/shell/live";
import { PageHeader } from "@/components/shell/page-header";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ShowMore } from "@/components/ui/show-more";
import { dayName } from "@/lib/core/ist-time";
import type { NotificationView } from "@/lib/domain/notifications/contract";
import { Line } from "./line";
import { type Lines, useNotifications } from "./use-notifications";

/** What happened, the latest first; grows by itself while one looks at it. */
export function Notifications({ first, nowMs }: { first: Lines; nowMs: number }) {
  const unread = useUnread();
  const { items, hasMore, isBusy, problem, more, markAll } = useNotifications(first);
  return (
    <div className="mx-auto flex w-full max-w-reading flex-1 flex-col gap-4 px-inset pt-2 pb-16 fold:pt-7">
      <PageHeader title="Notifications">
        <div className="flex flex-1 flex-wrap items-center justify-end gap-2">
          {unread > 0 ? <ReadAll onRead={markAll} /> : null}
          <ButtonLink href={"/settings#notifications" as Route} size="compact" variant="quiet">
            Settings
          </ButtonLink>
        </div>
      </PageHeader>
      {items.length === 0 ? (
        <EmptyState
          emoji="🔔"
          title="Nothing yet"
          action={<ButtonLink href={"/studio/community" as Route}>Explore</ButtonLink>}
          className="flex-1"
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
      <h2 className="mb-2 type-heading">{day}</h2>
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

function ReadAll({ onRead }: { onRead: () => Promise<void> }) {
  const [isBusy, setBusy] = useState(false);
  const read = async () => {
    setBusy(true);
    await onRead();
    setBusy(false);
  };
  return (
    <Button size="compact" busy={isBusy} onClick={() => void read()}>
      Mark all as read
    </Button>
  );
}
