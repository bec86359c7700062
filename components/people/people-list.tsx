"use client";

import { useState } from "react";
import { AuthorLine } from "@/components/community/author-line";
import { FollowButton } from "@/components/community/follow-button";
import { EmptyState } from "@/components/ui/empty-state";
import { ShowMore } from "@/components/ui/show-more";
import { TextLink } from "@/components/ui/text-link";
import { type FollowedPersonView, followersEndpoint, followingEndpoint } from "@/lib/domain/profiles/contract";
import { CallError, call } from "@/lib/http/call";
import { profileHref } from "./profile-href";

const LISTS = {
  followers: { endpoint: followersEndpoint, title: "Followers", empty: "Nobody follows them yet." },
  following: { endpoint: followingEndpoint, title: "Following", empty: "They follow nobody yet." },
} as const;

type Props = {
  list: keyof typeof LISTS;
  person: { handle: string; name: string };
  first: { items: FollowedPersonView[]; nextCursor: string | null };
  isSignedIn: boolean;
};

/** Who follows somebody, or whom they follow. */
export function PeopleList({ list, person, first, isSignedIn }: Props) {
  const { endpoint, title, empty } = LISTS[list];
  const [{ items, nextCursor }, setPage] = useState(first);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const more = async () => {
    if (nextCursor === null) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const next = await call(endpoint, {
        params: { handle: person.handle },
        query: { cursor: nextCursor, limit: 50 },
      });
      const known = new Set(items.map(({ handle }) => handle));
      setPage({
        items: [...items, ...next.items.filter(({ handle }) => !known.has(handle))],
        nextCursor: next.nextCursor,
      });
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : "The others could not be read.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex w-full max-w-reading flex-col gap-4 px-inset pt-4 pb-16 fold:pt-7">
      <header className="flex flex-col gap-1">
        <TextLink href={profileHref(person.handle)} className="self-start">
          <bdi>{person.name}</bdi>
        </TextLink>
        <h1 className="type-title">{title}</h1>
      </header>
      {items.length === 0 ? (
        <EmptyState emoji="👥" title="Nobody yet">
          {empty}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {items.map((one) => (
            <li key={one.handle} className="py-2">
              <AuthorLine author={one}>
                {isSignedIn && !one.isYou ? <FollowButton person={one} following={one.following} /> : null}
              </AuthorLine>
            </li>
          ))}
        </ul>
      )}
      <ShowMore
        hasMore={nextCursor !== null}
        isBusy={isBusy}
        onMore={() => void more()}
        {...(problem ? { problem } : {})}
      />
    </div>
  );
}
