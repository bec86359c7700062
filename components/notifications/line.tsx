import type { Route } from "next";
import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import { classNames } from "@/components/ui/class-names";
import { Emoji } from "@/components/ui/emoji";
import { clockTime } from "@/lib/core/ist-time";
import {
  type NotificationKind,
  type NotificationView,
  readNotificationsEndpoint,
} from "@/lib/domain/notifications/contract";
import { call } from "@/lib/http/call";

/** Of lines in which nobody did anything. */
const EMOJI: Partial<Record<NotificationKind, string>> = { job: "🖼️", moderation: "🧾" };
const CREDITS = "🪙";

/** Opening what it is about reads it. */
export function Line({ item }: { item: NotificationView }) {
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
      <Who item={item} />
      <span className="min-w-0 flex-1">
        <bdi className={classNames("block wrap-anywhere", !item.read && "font-strong")}>{item.text}</bdi>
        <time dateTime={item.updatedAt} className="block text-ink-2 type-small">
          {clockTime(item.updatedAt)}
        </time>
        {item.read ? null : <span className="sr-only">Unread</span>}
      </span>
      {item.thumbnailUrl ? (
        // biome-ignore lint/performance/noImgElement: a thumbnail of our own, at its size
        <img src={item.thumbnailUrl} alt="" width={44} height={44} className="size-11 rounded-picture object-cover" />
      ) : null}
    </Link>
  );
}

/** The latest of the people, or what it is about where nobody did anything. */
function Who({ item }: { item: NotificationView }) {
  const [person] = item.actors;
  if (!person)
    return (
      <span className="grid size-8 shrink-0 place-items-center">
        <Emoji of={EMOJI[item.kind] ?? CREDITS} />
      </span>
    );
  return <Avatar name={person.name} src={person.avatarUrl} />;
}
