"use client";

import type { Route } from "next";
import { useState } from "react";
import { FollowButton } from "@/components/community/follow-button";
import { PostGrid } from "@/components/community/post-grid";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ShowMore } from "@/components/ui/show-more";
import { TextLink } from "@/components/ui/text-link";
import { formatCredits } from "@/lib/core/credits";
import type { PostView } from "@/lib/domain/community/contract";
import { type ProfileView, profilePostsEndpoint } from "@/lib/domain/profiles/contract";
import { CallError, call } from "@/lib/http/call";
import { RelationMenu } from "./relation-menu";

type Props = {
  profile: ProfileView;
  first: { items: PostView[]; nextCursor: string | null };
  isSignedIn: boolean;
};

const counted = (count: number, one: string, many: string) => (count === 1 ? one : many);

/** Somebody and what they have published. */
export function Profile({ profile, first, isSignedIn }: Props) {
  const [followers, setFollowers] = useState(profile.followers);
  const { handle, name, bio, isOwn } = profile;
  const figures: { name: string; value: number; href?: Route }[] = [
    { name: counted(profile.posts, "Post", "Posts"), value: profile.posts },
    { name: counted(profile.likesReceived, "Like", "Likes"), value: profile.likesReceived },
    { name: counted(profile.remixes, "Remix", "Remixes"), value: profile.remixes },
    {
      name: counted(followers, "Follower", "Followers"),
      value: followers,
      href: `/u/${handle}/followers` as Route,
    },
    { name: "Following", value: profile.followingCount, href: `/u/${handle}/following` as Route },
  ];
  return (
    <div className="flex flex-1 flex-col gap-6 px-2 pt-4 pb-16 fold:px-inset fold:pt-7">
      <header className="flex flex-col gap-4 px-2 fold:px-0">
        <div className="flex flex-wrap items-center gap-4">
          <Avatar name={name} src={profile.avatarUrl} className="size-16 text-2xl fold:size-24 fold:text-4xl" />
          <div className="min-w-0 flex-1">
            <h1 className="flex items-center gap-2 type-title">
              <bdi className="truncate">{name}</bdi>
              {profile.isDemo ? <Badge>Demo</Badge> : null}
            </h1>
            <p className="text-ink-2">
              @{handle}
              {profile.followsYou ? ", follows you" : ""}
            </p>
          </div>
          {isSignedIn && !isOwn ? (
            <div className="flex gap-2">
              <FollowButton
                person={profile}
                following={profile.following}
                onChange={(now) => setFollowers(now.followers)}
              />
              <RelationMenu person={profile} muted={profile.muted} />
            </div>
          ) : null}
          {isOwn ? <ButtonLink href="/settings">Edit profile</ButtonLink> : null}
        </div>
        {bio ? (
          <p dir="auto" className="max-w-reading whitespace-pre-line">
            {bio}
          </p>
        ) : null}
        <dl className="flex flex-wrap gap-x-6">
          {figures.map(({ name, value, href }) => (
            <div key={name} className="flex min-h-touch items-center gap-1.5 fold:min-h-8.5">
              <dt className="order-2 text-ink-2">{href ? <TextLink href={href}>{name}</TextLink> : name}</dt>
              <dd className="font-strong">{value.toLocaleString("en-IN")}</dd>
            </div>
          ))}
        </dl>
        {profile.creditsEarned === undefined ? null : (
          <p className="text-ink-2">
            Remixes of your pictures have brought you {formatCredits(profile.creditsEarned)}.
          </p>
        )}
      </header>
      <Posts profile={profile} first={first} />
    </div>
  );
}

function Posts({ profile, first }: Pick<Props, "profile" | "first">) {
  const [{ items, nextCursor }, setPage] = useState(first);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const more = async () => {
    if (nextCursor === null || isBusy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const page = await call(profilePostsEndpoint, {
        params: { handle: profile.handle },
        query: { cursor: nextCursor, limit: 40 },
      });
      const known = new Set(items.map(({ id }) => id));
      setPage({ items: [...items, ...page.items.filter(({ id }) => !known.has(id))], nextCursor: page.nextCursor });
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : "Older posts could not be read.");
    } finally {
      setBusy(false);
    }
  };
  if (items.length === 0)
    return profile.isOwn ? (
      <EmptyState
        emoji="🖼️"
        title="Nothing published yet"
        action={<ButtonLink href={"/studio/my-creations" as Route}>My Creations</ButtonLink>}
      >
        Publish a picture of yours, and others can find and remix it.
      </EmptyState>
    ) : (
      <EmptyState emoji="🖼️" title="Nothing published yet">
        When {profile.name} publishes a picture, it hangs here.
      </EmptyState>
    );
  return (
    <>
      <PostGrid posts={items} onNearEnd={() => {}} onOpen={() => {}} />
      <ShowMore
        hasMore={nextCursor !== null}
        isBusy={isBusy}
        onMore={() => void more()}
        {...(problem ? { problem } : {})}
      />
    </>
  );
}
