"use client";

import type { Route } from "next";
import Link from "next/link";
import { createContext, type KeyboardEvent, type ReactNode, use, useEffect, useId, useRef, useState } from "react";
import { classNames } from "./class-names";

const MenuContext = createContext<() => void>(() => {});

type Props = {
  /** Name of the button and of the menu. */
  label: string;
  /** What the button shows. */
  trigger: ReactNode;
  triggerClassName?: string;
  /** Where the panel opens from the button. docked: above while the button stands in a phone's dock, below from 720 px. */
  side?: "above" | "below" | "docked";
  /** wide-end: at the button's end where rows end at the page's edge, from 1100 px. */
  align?: "start" | "end" | "wide-end";
  children: ReactNode;
};

const SIDES = {
  above: "bottom-full mb-2",
  below: "top-full mt-2",
  docked: "bottom-full mb-2 fold:top-full fold:bottom-auto fold:mt-2 fold:mb-0",
};
const ALIGNMENTS = { start: "left-0", end: "right-0", "wide-end": "left-0 wide:right-0 wide:left-auto" };

const ITEMS = '[role^="menuitem"]:not([aria-disabled="true"])';

/** A button with a menu: arrows, Home, End move; Escape and Tab close; focus returns to the button. */
export function Menu({ label, trigger, triggerClassName, side = "below", align = "start", children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const panelId = useId();
  const button = () => box.current?.querySelector<HTMLButtonElement>("button[aria-haspopup]");
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
  const close = () => {
    setIsOpen(false);
    button()?.focus();
  };

  useEffect(() => {
    if (!isOpen) return;
    box.current?.querySelector<HTMLElement>(ITEMS)?.focus();
    const closeOutside = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setIsOpen(false);
    };
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, [isOpen]);

  const move = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      all.at(target % all.length)?.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") setIsOpen(false);
  };

  return (
    <div ref={box} className="relative">
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        aria-label={label}
        onClick={() => setIsOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setIsOpen(true);
        }}
        className={triggerClassName}
      >
        {trigger}
      </button>
      {isOpen ? (
        <MenuContext value={close}>
          <div
            id={panelId}
            role="menu"
            tabIndex={-1}
            aria-label={label}
            onKeyDown={move}
            className={classNames(
              "absolute z-menu min-w-56 animate-rise-in rounded-card border border-line bg-surface p-1.5 shadow-float",
              SIDES[side],
              ALIGNMENTS[align],
            )}
          >
            {children}
          </div>
        </MenuContext>
      ) : null}
    </div>
  );
}

const itemLook =
  "flex min-h-touch w-full items-center gap-2.5 rounded-control px-2.5 text-left hover:bg-sunken focus-visible:bg-sunken focus-visible:-outline-offset-2 fold:min-h-10";

export function MenuLink({ href, children }: { href: Route; children: ReactNode }) {
  const close = use(MenuContext);
  return (
    <Link href={href} role="menuitem" tabIndex={-1} onClick={close} className={itemLook}>
      {children}
    </Link>
  );
}

/** One of several places or filters that live in the address. */
export function MenuRadioLink({ href, isOn, children }: { href: Route; isOn: boolean; children: ReactNode }) {
  const close = use(MenuContext);
  return (
    <Link
      href={href}
      role="menuitemradio"
      aria-checked={isOn}
      tabIndex={-1}
      scroll={false}
      onClick={close}
      className={itemLook}
    >
      {children}
      <Tick isOn={isOn} />
    </Link>
  );
}

function Tick({ isOn }: { isOn: boolean }) {
  return (
    <span aria-hidden="true" className={classNames("ml-auto font-strong", !isOn && "invisible")}>
      ✓
    </span>
  );
}

export function MenuButton({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  const close = use(MenuContext);
  const select = () => {
    close();
    onSelect();
  };
  return (
    <button type="button" role="menuitem" tabIndex={-1} onClick={select} className={itemLook}>
      {children}
    </button>
  );
}

/** A file to download. */
export function MenuDownload({ href, children }: { href: string; children: ReactNode }) {
  const close = use(MenuContext);
  return (
    <a href={href} download role="menuitem" tabIndex={-1} onClick={close} className={itemLook}>
      {children}
    </a>
  );
}

type RadioProps = { isOn: boolean; onSelect: () => void; children: ReactNode };

/** One of several; choosing leaves the menu open, so that the change is seen. Put them in a MenuGroup. */
export function MenuRadio({ isOn, onSelect, children }: RadioProps) {
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={isOn}
      tabIndex={-1}
      onClick={onSelect}
      className={itemLook}
    >
      {children}
      <Tick isOn={isOn} />
    </button>
  );
}

/** A named part of a menu, under a line. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu
    <div role="group" aria-label={label} className="my-1.5 border-y border-line py-1.5">
      <p aria-hidden="true" className="px-2.5 py-1 text-ink-3 type-tiny">
        {label}
      </p>
      {children}
    </div>
  );
}
