import type { Route } from "next";
import Link from "next/link";
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, MouseEvent, ReactNode } from "react";
import { classNames } from "./class-names";

export type ButtonVariant = "primary" | "strong" | "outline" | "quiet" | "danger";
export type ButtonSize = "compact" | "regular" | "large";

type Look = {
  /** primary: marigold, one a screen. strong: ink. outline, quiet, danger: as they say. */
  variant?: ButtonVariant;
  /** 34, 40 and 52 px high on desktop; never below 44 on phones. */
  size?: ButtonSize;
  /** Takes the whole width of its box. */
  wide?: boolean;
};

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-marigold text-on-marigold font-strong hover:bg-marigold-press",
  strong: "bg-ink text-on-ink font-medium hover:opacity-90",
  outline: "border border-line-strong bg-surface text-ink font-medium hover:border-ink",
  quiet: "text-ink font-medium hover:bg-sunken",
  danger: "text-bad font-medium hover:bg-bad-wash",
};

const SIZES: Record<ButtonSize, string> = {
  compact: "min-h-touch fold:min-h-8.5 px-3 rounded-control type-small",
  regular: "min-h-touch fold:min-h-10 px-4 rounded-control type-body",
  large: "min-h-13 px-6 rounded-button type-heading",
};

/** The classes of a button, for the rare element that has to look like one. */
export function buttonLook({ variant = "outline", size = "regular", wide }: Look): string {
  return classNames(
    "inline-flex items-center justify-center gap-2 py-1 text-center select-none",
    "transition duration-press ease-out active:scale-98 disabled:opacity-50 disabled:active:scale-100",
    "aria-busy:cursor-progress aria-busy:opacity-70 aria-busy:active:scale-100",
    VARIANTS[variant],
    SIZES[size],
    wide && "w-full",
  );
}

type ButtonProps = Look &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> & {
    /** While what it started goes on: label, width and focus stay, presses do nothing. */
    busy?: boolean;
    /** Placement only (margins, order, grid cells); the look is `variant` and `size`. */
    className?: string;
    ref?: React.Ref<HTMLButtonElement>;
  };

const swallow = (event: MouseEvent) => event.preventDefault();

export function Button({ variant, size, wide, busy, className, type = "button", onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? swallow : onClick}
      className={classNames(buttonLook({ variant, size, wide }), className)}
    />
  );
}

type ButtonLinkProps = Look & { href: Route; children: ReactNode; className?: string; prefetch?: boolean };

/** A link within the app that looks like a button. */
export function ButtonLink({ variant, size, wide, className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={classNames(buttonLook({ variant, size, wide }), className)} />;
}

type ButtonAnchorProps = Look & AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** The same for files and other addresses that the router must not handle. */
export function ButtonAnchor({ variant, size, wide, className, ...rest }: ButtonAnchorProps) {
  return <a {...rest} className={classNames(buttonLook({ variant, size, wide }), className)} />;
}

/** Between verb and price: "Generate • 2 credits". Read as a comma. */
export function Dot() {
  return (
    <>
      <span className="sr-only">, </span>
      <span aria-hidden="true">•</span>
    </>
  );
}

/** A key's name inside a button: Ctrl ↵. Only where there is a keyboard to expect. */
export function KeyHint({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className="hidden rounded-badge border border-current px-1.5 font-sans type-tiny opacity-80 wide:inline"
    >
      {children}
    </span>
  );
}
