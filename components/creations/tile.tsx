"use client";

import { type CSSProperties, memo } from "react";
import { classNames } from "@/components/ui/class-names";
import { Heart } from "@/components/ui/heart";
import { Picture } from "@/components/ui/picture";
import { averageColour } from "@/components/ui/placeholder";
import type { CreationView } from "@/lib/domain/creations/contract";
import { GRID } from "./filters";
import { ROW_HEIGHT_PX } from "./layout";

type Props = {
  creation: CreationView;
  /** Place within its day, once it is computed; before, the style sheet finds it. */
  left?: number;
  top?: number;
  width?: number;
  height?: number;
  /** On the first screen: loads at once, with its own blurred placeholder. */
  isFirst: boolean;
  /** The one that Tab reaches. */
  isCurrent: boolean;
  isSelected: boolean;
  isSelecting: boolean;
  /** "29 days left" in the bin, "Published" outside of it. */
  note: string | undefined;
};

const BUTTON =
  "pointer-events-none absolute grid size-10 place-items-center opacity-0 transition-opacity duration-quick group-hover/tile:pointer-events-auto group-hover/tile:opacity-100 group-focus-within/tile:pointer-events-auto group-focus-within/tile:opacity-100";

/** One picture of the grid. What is pressed in it is handled by the grid, which reads the `data-` attributes. */
export const Tile = memo(function Tile({ creation, isFirst, isCurrent, isSelected, isSelecting, note, ...box }: Props) {
  const ratio = creation.width / creation.height;
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <li
      data-id={creation.id}
      className={classNames(
        "group/tile no-callout",
        box.width === undefined ? "relative aspect-square min-w-0 fold:aspect-(--ratio)" : "absolute",
      )}
      style={
        box.width === undefined
          ? ({ "--ratio": ratio, flexGrow: ratio, flexBasis: ratio * ROW_HEIGHT_PX } as CSSProperties)
          : box
      }
    >
      {/* The grid hands a press to the router: thousands of them come by, and each link of the router's own costs. */}
      <a
        href={`${GRID}/${creation.id}`}
        tabIndex={tabIndex}
        draggable={false}
        data-tile="open"
        className="block size-full overflow-hidden fold:rounded-picture"
        style={isFirst ? undefined : { backgroundColor: averageColour(creation.placeholder) }}
      >
        <Picture
          src={creation.thumbnailUrl}
          width={creation.width}
          height={creation.height}
          alt={creation.prompt}
          placeholder={isFirst ? creation.placeholder : undefined}
          fit="cover"
          isFirst={isFirst}
          ground={isFirst ? "sunken" : "none"}
          className="size-full"
        />
      </a>
      {isSelected ? (
        <span className="pointer-events-none absolute inset-0 border-3 border-select fold:-inset-1 fold:rounded-control fold:border-2" />
      ) : null}
      {note ? (
        <span className="pointer-events-none absolute bottom-1.5 left-1.5 rounded-badge bg-mark px-1.5 text-mark-ink type-tiny">
          {note}
        </span>
      ) : null}
      <button
        type="button"
        tabIndex={tabIndex}
        data-tile="tick"
        aria-pressed={isSelected}
        aria-label="Select picture"
        className={classNames(BUTTON, "top-0 right-0", isSelecting && "pointer-events-auto opacity-100")}
      >
        <span
          className={classNames(
            "grid size-6 place-items-center rounded-full border-2 text-sm font-bold leading-none",
            isSelected ? "border-marigold bg-marigold text-on-marigold" : "border-mark-ink bg-mark text-mark-ink",
          )}
        >
          {isSelected ? "✓" : ""}
        </span>
      </button>
      {creation.deletedAt ? null : (
        <button
          type="button"
          tabIndex={tabIndex}
          data-tile="heart"
          aria-pressed={creation.favourite}
          aria-label="Favourite"
          className={classNames(BUTTON, "right-0 bottom-0", creation.favourite && "opacity-100")}
        >
          <span className="grid size-7 place-items-center rounded-full bg-mark text-mark-ink text-sm">
            <Heart isFilled={creation.favourite} />
          </span>
        </button>
      )}
    </li>
  );
});
