import Link from "next/link";
import type { ReactNode } from "react";
import { profileHref } from "@/components/people/profile-href";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import type { PersonView } from "@/lib/domain/identity/contract";

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
        <Avatar name={author.name} src={author.avatarUrl} />
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
