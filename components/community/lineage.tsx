"use client";

import Link from "next/link";
import { useState } from "react";
import { postHref } from "@/components/publish/post-href";
import { Picture } from "@/components/ui/picture";
import { ShowMore } from "@/components/ui/show-more";
import { type LineageView, lineageEndpoint } from "@/lib/domain/community/contract";
import { CallError, call } from "@/lib/http/call";

type Relative = LineageView["parents"][number];

/** Where a picture comes from and what others made of it: a small tree, the oldest first, this one in between. */
export function Lineage({ postId, first }: { postId: string; first: LineageView }) {
  const [{ items, nextCursor }, setChildren] = useState(first.children);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const more = async () => {
    if (nextCursor === null) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const { children } = await call(lineageEndpoint, { params: { id: postId }, query: { cursor: nextCursor } });
      setChildren({ items: [...items, ...children.items], nextCursor: children.nextCursor });
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : "The other remixes could not be read.");
    } finally {
      setBusy(false);
    }
  };
  const ancestors = first.parents.toReversed();
  if (ancestors.length === 0 && items.length === 0) return null;
  return (
    <section aria-label="Lineage" className="flex flex-col gap-3">
      <h2 className="type-heading">Lineage</h2>
      <ol className="flex flex-col gap-2">
        {ancestors.map((one) => (
          <li key={one.id}>
            <Line post={one} words="Made from" />
          </li>
        ))}
        <li aria-current="true" className="border-l-2 border-marigold py-1 pl-3 font-strong type-small">
          This picture
        </li>
        {items.map((one) => (
          <li key={one.id} className="pl-6">
            <Line post={one} words="Remixed as" />
          </li>
        ))}
      </ol>
      <ShowMore
        hasMore={nextCursor !== null}
        isBusy={isBusy}
        onMore={() => void more()}
        {...(problem ? { problem } : {})}
      />
    </section>
  );
}

function Line({ post, words }: { post: Relative; words: string }) {
  return (
    <Link
      href={postHref(post.id)}
      prefetch={false}
      className="flex min-h-touch items-center gap-3 rounded-control hover:bg-sunken"
    >
      <span className="relative block size-11 shrink-0 overflow-hidden rounded-picture">
        <Picture
          src={post.thumbnailUrl}
          width={post.width}
          height={post.height}
          alt=""
          placeholder={post.placeholder}
          fit="cover"
          className="size-full"
        />
      </span>
      <span className="min-w-0">
        <span className="sr-only">{words} </span>
        <bdi className="block truncate font-strong type-small">{post.title}</bdi>
        <bdi className="block truncate text-ink-2 type-small">{post.author.name}</bdi>
      </span>
    </Link>
  );
}
