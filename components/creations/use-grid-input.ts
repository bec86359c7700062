import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef } from "react";
import type { Step } from "./layout";

const LONG_PRESS_MS = 500;
/** A finger that moves further is scrolling. */
const STILL_PX = 10;

const ARROWS: Record<string, Step> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "row-start",
  End: "row-end",
};

type Handlers = {
  isSelecting: boolean;
  onOpen: (id: string) => void;
  onToggle: (id: string) => void;
  /** Chooses from the anchor to this picture. */
  onExtend: (id: string) => void;
  onSelectAll: () => void;
  onLeave: () => void;
  onDelete: (id: string) => void;
  onFavourite: (id: string) => void;
  onStep: (id: string, step: Step, extends_: boolean) => void;
};

/** Which picture and which of its parts an event is about. */
function targetOf(event: { target: EventTarget }): { id: string; part: string | undefined } | undefined {
  const element = event.target as HTMLElement;
  const id = element.closest<HTMLElement>("[data-id]")?.dataset.id;
  return id === undefined ? undefined : { id, part: element.closest<HTMLElement>("[data-tile]")?.dataset.tile };
}

/** What mouse, finger and keyboard do to the pictures of a grid; to be spread on the element around them. */
export function useGridInput(handlers: Handlers) {
  const { isSelecting, onOpen, onToggle, onExtend, onSelectAll, onLeave, onDelete, onFavourite, onStep } = handlers;
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const isHeld = useRef(false);
  const isByKey = useRef(false);

  const release = () => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  useEffect(() => () => clearTimeout(press.current?.timer), []);

  const onClickCapture = (event: MouseEvent) => {
    const target = targetOf(event);
    const wasHeld = isHeld.current;
    const wasByKey = isByKey.current;
    isHeld.current = false;
    isByKey.current = false;
    if (!target) return;
    if (wasHeld) event.preventDefault();
    else if (target.part === "heart") onFavourite(target.id);
    else if (event.shiftKey && !wasByKey) {
      event.preventDefault();
      onExtend(target.id);
    } else if (target.part === "tick") onToggle(target.id);
    else if (isSelecting && !wasByKey && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      onToggle(target.id);
    } else if (!event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      onOpen(target.id);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event);
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === "Escape" && isSelecting) onLeave();
    else if (isCommand && event.key.toLowerCase() === "a") onSelectAll();
    else if (target?.part !== "open") return;
    else if (event.key === "Enter") {
      isByKey.current = true;
      return;
    } else if (event.key === " ") (event.shiftKey ? onExtend : onToggle)(target.id);
    else if (event.key === "Delete") onDelete(target.id);
    else if (isCommand && event.key === "Home") onStep(target.id, "first", event.shiftKey);
    else if (isCommand && event.key === "End") onStep(target.id, "last", event.shiftKey);
    else if (ARROWS[event.key] && !isCommand && !event.altKey) onStep(target.id, ARROWS[event.key]!, event.shiftKey);
    else return;
    event.preventDefault();
  };

  return {
    onClickCapture,
    onKeyDown,
    onPointerDown: (event: PointerEvent) => {
      const target = targetOf(event);
      isHeld.current = false;
      release();
      if (event.pointerType !== "touch" || target?.part !== "open") return;
      const timer = setTimeout(() => {
        isHeld.current = true;
        onToggle(target.id);
      }, LONG_PRESS_MS);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const from = press.current;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) release();
    },
    onPointerUp: release,
    onPointerCancel: release,
    onContextMenu: (event: MouseEvent) => {
      // Touch screens open one at the same moment.
      if (press.current || isHeld.current) event.preventDefault();
    },
  };
}
