"use client";

import { useEffect, useRef } from "react";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { Picture } from "@/components/ui/picture";
import type { CaseView } from "@/lib/domain/review/contract";
import { clockOf, isUrgent, reasonWord } from "./words";

type Props = {
  items: readonly CaseView[];
  selected: string | undefined;
  nowMs: number;
  onSelect: (id: string) => void;
};

/** What waits, as a list of buttons: picture, title, why, and its clock. */
export function QueueList({ items, selected, nowMs, onSelect }: Props) {
  return (
    <>
      <p aria-hidden="true" className="hidden px-2 pb-2 font-strong text-ink-2 type-small fold:flex">
        <span className="flex-1">Post</span>
        <span className="w-28 text-right">Reason</span>
        <span className="ml-6 w-16 text-right">Reports</span>
        <span className="ml-6 w-20 text-right">Decide in</span>
      </p>
      <ul aria-label="What waits" className="border-t border-line">
        {items.map((item) => (
          <Row key={item.id} item={item} isSelected={item.id === selected} nowMs={nowMs} onSelect={onSelect} />
        ))}
      </ul>
    </>
  );
}

function Row({
  item,
  isSelected,
  nowMs,
  onSelect,
}: { item: CaseView; isSelected: boolean } & Pick<Props, "nowMs" | "onSelect">) {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isSelected) ref.current?.scrollIntoView({ block: "nearest" });
  }, [isSelected]);
  const { text, isPressing } = clockOf(item.dueAt, nowMs);
  const [reason = "other"] = item.reasons;
  return (
    <li>
      <button
        ref={ref}
        type="button"
        aria-current={isSelected ? "true" : undefined}
        onClick={() => onSelect(item.id)}
        className={classNames(
          "flex min-h-16 w-full items-center gap-3 border-b border-l-3 border-b-line px-2 py-2 text-left -outline-offset-2",
          isSelected ? "border-l-ink bg-wash" : "border-l-transparent hover:bg-sunken",
        )}
      >
        <span className="size-12 shrink-0 overflow-hidden rounded-picture bg-sunken">
          <Picture
            src={item.thumbnailUrl}
            width={item.width}
            height={item.height}
            alt=""
            placeholder={item.placeholder}
            fit="cover"
            className="size-12"
          />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-strong">{item.title}</span>
          <span className="block truncate text-ink-2 type-small">
            @{item.author}
            {item.claimedBy ? `, @${item.claimedBy} is looking` : ""}
          </span>
        </span>
        <span className="flex flex-col items-end gap-1 fold:flex-row fold:items-center fold:gap-6">
          <Badge
            tone={item.queue === "held" || item.queue === "comments" ? "marigold" : isUrgent(reason) ? "bad" : "plain"}
          >
            {item.queue === "appeals" ? "Appeal" : reasonWord(reason)}
          </Badge>
          <span className="hidden w-16 text-right fold:block">
            {item.reports}
            <span className="sr-only"> reports</span>
          </span>
          <span
            className={classNames("w-20 text-right type-small", isPressing ? "font-strong text-bad" : "text-ink-2")}
          >
            {text}
          </span>
        </span>
      </button>
    </li>
  );
}
