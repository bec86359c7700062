"use client";

import Link from "next/link";
import { type CSSProperties, useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Picture } from "@/components/ui/picture";
import { dayKey, dayName } from "@/lib/core/ist-time";
import { type CreationView, creationsEndpoint } from "@/lib/domain/creations/contract";
import type { Tier } from "@/lib/domain/generation/tiers";
import { CallError, call } from "@/lib/http/call";

type Props = {
  first: CreationView[];
  nextCursor: string | null;
  q?: string;
  tier?: Tier;
  /** The server's clock when it rendered. */
  nowMs: number;
};

/** The first rows are in sight at once. */
const FIRST_SCREEN = 12;
const PAGE = 40;

/** Pictures by day: justified rows, and three columns on phones. Older ones come while scrolling, or by the button. */
export function Grid({ first, nextCursor, q, tier, nowMs }: Props) {
  const { creations, hasMore, isBusy, problem, more, edge } = useCreations({ first, nextCursor, q, tier });
  const days = byDay(creations);
  let placed = 0;
  return (
    <div className="flex flex-col gap-6">
      {days.map(([day, ofDay]) => {
        const before = placed;
        placed += ofDay.length;
        return <Day key={day} title={dayName(ofDay[0]!.createdAt, nowMs)} creations={ofDay} before={before} />;
      })}
      {problem ? (
        <Notice tone="bad" role="alert">
          {problem}
        </Notice>
      ) : null}
      {hasMore ? (
        <div ref={edge} className="flex justify-center">
          <Button busy={isBusy} onClick={more}>
            Show more
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function byDay(creations: CreationView[]): [day: string, creations: CreationView[]][] {
  const days = new Map<string, CreationView[]>();
  for (const creation of creations) {
    const day = dayKey(creation.createdAt);
    days.set(day, [...(days.get(day) ?? []), creation]);
  }
  return [...days];
}

function useCreations({ first, nextCursor, q, tier }: Omit<Props, "nowMs">) {
  const [older, setOlder] = useState<CreationView[]>([]);
  const [cursor, setCursor] = useState(nextCursor);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const edge = useRef<HTMLDivElement>(null);

  const more = async () => {
    if (isBusy || cursor === null) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const page = await call(creationsEndpoint, { query: { cursor, q, tier, limit: PAGE } });
      setOlder((known) => [...known, ...page.items]);
      setCursor(page.nextCursor);
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : "Older pictures could not be read.");
    } finally {
      setBusy(false);
    }
  };

  const reach = useEffectEvent(() => {
    // After a refusal the button asks again, not every scroll.
    if (!problem) void more();
  });
  useEffect(() => {
    if (cursor === null || !edge.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) reach();
      },
      { rootMargin: "600px" },
    );
    observer.observe(edge.current);
    return () => observer.disconnect();
  }, [cursor]);

  const ids = new Set(older.map(({ id }) => id));
  const creations = [...first.filter(({ id }) => !ids.has(id)), ...older];
  return { creations, hasMore: cursor !== null, isBusy, problem, more, edge };
}

function Day({ title, creations, before }: { title: string; creations: CreationView[]; before: number }) {
  return (
    <section>
      <h2 className="mb-2 px-inset type-heading fold:px-0">{title}</h2>
      <ul className="grid grid-cols-3 gap-0.75 fold:flex fold:flex-wrap fold:gap-3">
        {creations.map((creation, index) => (
          <Tile key={creation.id} creation={creation} isFirst={before + index < FIRST_SCREEN} />
        ))}
        {/* Keeps the last row from growing. */}
        <li aria-hidden="true" className="hidden fold:block" style={{ flexGrow: 1e4 }} />
      </ul>
    </section>
  );
}

/** Widths in a row grow in proportion to the pictures' ratios, so their heights stay equal without measuring anything. */
const ROW_HEIGHT_PX = 208;

function Tile({ creation, isFirst }: { creation: CreationView; isFirst: boolean }) {
  const ratio = creation.width / creation.height;
  return (
    <li
      className="aspect-square min-w-0 fold:aspect-(--ratio)"
      style={{ "--ratio": ratio, flexGrow: ratio, flexBasis: ratio * ROW_HEIGHT_PX } as CSSProperties}
    >
      <Link
        href={`/studio/my-creations/${creation.id}`}
        prefetch={false}
        className="block size-full overflow-hidden fold:rounded-picture"
      >
        <Picture
          src={creation.thumbnailUrl}
          width={creation.width}
          height={creation.height}
          alt={creation.prompt}
          placeholder={isFirst ? creation.placeholder : undefined}
          fit="cover"
          isFirst={isFirst}
          className="size-full"
        />
      </Link>
    </li>
  );
}
