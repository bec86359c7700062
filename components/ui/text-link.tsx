import type { Route } from "next";
import Link from "next/link";
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from "react";
import { classNames } from "./class-names";

/**
 * `line`: strong text on a marigold line, for actions beside text. `plain`: an underlined word in a sentence. `danger`: no line.
 * `quiet`: a lone word in a footer or list of links.
 */
export type TextLinkVariant = "line" | "plain" | "danger" | "quiet";

const VARIANTS: Record<TextLinkVariant, string> = {
  line: "font-strong link-line hover:decoration-ink inline-flex w-fit min-h-touch items-center fold:min-h-6",
  plain: "underline underline-offset-3 decoration-line-strong hover:decoration-ink",
  quiet: "inline-flex w-fit min-h-touch items-center hover:underline underline-offset-4",
  danger:
    "w-fit font-strong text-bad hover:underline underline-offset-4 inline-flex min-h-touch items-center fold:min-h-6",
};

type Look = { variant?: TextLinkVariant; className?: string };

export function TextLink({ variant = "line", className, ...rest }: Look & { href: Route; children: ReactNode }) {
  return <Link {...rest} className={classNames(VARIANTS[variant], className)} />;
}

/** For files, mail addresses and other sites. */
export function TextAnchor({ variant = "line", className, ...rest }: Look & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a {...rest} className={classNames(VARIANTS[variant], className)} />;
}

/** An action that reads as text: Copy prompt, Delete. */
export function TextButton({
  variant = "line",
  className,
  type = "button",
  ...rest
}: Look & ButtonHTMLAttributes<HTMLButtonElement> & { ref?: React.Ref<HTMLButtonElement> }) {
  return <button {...rest} type={type} className={classNames(VARIANTS[variant], className)} />;
}
