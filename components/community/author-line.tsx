import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import type { PersonView } from "@/lib/domain/identity/contract";

export const profileHref = (handle: string) => `/u/${encodeURIComponent(handle)}` as Route;

type Props = {
  author: PersonView;
  /** Under the name: when. */
  note?: string;
  /** At the right: Follow. */
  children?: ReactNode;
};

/** Who made it, with the way to their profile. */
export function AuthorLine({ author, note, children }: Props) {
  return (
    <div className="flex items-center gap-3">
      <Link href={profileHref(author.handle)} className="flex min-h-touch min-w-0 flex-1 items-center gap-3">
        {author.avatarUrl ? (
          // biome-ignore lint/performance/noImgElement: our own file at its size
          <img
            src={author.avatarUrl}
            alt=""
            width={32}
            height={32}
            className="size-8 shrink-0 rounded-full object-cover"
          />
        ) : (
          <Avatar name={author.name} />
        )}
        <span className="min-w-0">
          <span className="flex items-center gap-2">
            <bdi className="truncate font-strong">{author.name}</bdi>
            {author.isDemo ? <Badge>Demo</Badge> : null}
          </span>
          <span className="block truncate text-ink-2 type-small">
            @{author.handle}
            {note ? `, ${note}` : ""}
          </span>
        </span>
      </Link>
      {children}
    </div>
  );
}
