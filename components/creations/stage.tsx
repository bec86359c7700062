"use client";

import { type TouchEvent, useRef } from "react";
import { AiMark } from "@/components/ui/badge";
import { Picture } from "@/components/ui/picture";
import type { CreationView } from "@/lib/domain/creations/contract";

/** A finger that goes this far sideways, and less than half as far down, turns the page. */
const SWIPE_PX = 60;

type Props = { creation: CreationView; onPrevious: (() => void) | undefined; onNext: (() => void) | undefined };

/** One large picture; a swipe leads to its neighbours. */
export function Stage({ creation, onPrevious, onNext }: Props) {
  const from = useRef<{ x: number; y: number }>(undefined);
  const ratio = creation.width / creation.height;
  const onTouchStart = ({ touches }: TouchEvent) => {
    // Two fingers zoom.
    from.current = touches.length === 1 ? { x: touches[0]!.clientX, y: touches[0]!.clientY } : undefined;
  };
  const onTouchEnd = ({ changedTouches }: TouchEvent) => {
    const start = from.current;
    from.current = undefined;
    if (!start || (window.visualViewport?.scale ?? 1) > 1) return;
    const across = changedTouches[0]!.clientX - start.x;
    const down = changedTouches[0]!.clientY - start.y;
    if (Math.abs(across) < SWIPE_PX || Math.abs(down) * 2 > Math.abs(across)) return;
    if (across > 0) onPrevious?.();
    else onNext?.();
  };
  return (
    <div
      onTouchStart={onTouchStart}
      onTouchEnd={onTouchEnd}
      className="grid flex-1 place-items-center bg-sunken wide:sticky wide:top-0 wide:h-dvh wide:p-10"
    >
      <div
        className="relative w-full overflow-hidden wide:rounded-picture"
        style={{ aspectRatio: ratio, maxWidth: `calc(84dvh * ${ratio})` }}
      >
        <Picture
          key={creation.id}
          src={creation.previewUrl}
          width={creation.width}
          height={creation.height}
          alt={creation.prompt}
          placeholder={creation.placeholder}
          fit="contain"
          isFirst
          className="size-full"
        />
        <AiMark />
      </div>
    </div>
  );
}
