import type { Route } from "next";
import Link from "next/link";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { classNames } from "./class-names";

/** The classes of a chip, for the rare element that has to look like one. */
export const chipLook = (isOn: boolean, className?: string) =>
  classNames(
    "inline-flex min-h-touch shrink-0 items-center justify-center gap-1.5 rounded-full border px-3.5 type-small transition-colors duration-quick ease-out fold:min-h-8.5",
    isOn
      ? "border-ink bg-ink font-strong text-on-ink"
      : "border-line bg-surface text-ink-2 hover:border-line-strong hover:text-ink",
    className,
  );

type ChipProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> & { isOn: boolean; className?: string };

/** A filter that is on or off. */
export function Chip({ isOn, className, type = "button", ...rest }: ChipProps) {
  return <button {...rest} type={type} aria-pressed={isOn} className={chipLook(isOn, className)} />;
}

type ChipLinkProps = { href: Route; isOn: boolean; children: ReactNode; className?: string };

/** A filter that lives in the address. */
export function ChipLink({ isOn, className, ...rest }: ChipLinkProps) {
  return (
    <Link {...rest} scroll={false} aria-current={isOn ? "true" : undefined} className={chipLook(isOn, className)} />
  );
}

type ChipRowProps = { label: string; children: ReactNode; className?: string; ref?: Ref<HTMLFieldSetElement> };

/** A row of chips that scrolls sideways on phones, named for screen readers. */
export function ChipRow({ label, children, className, ref }: ChipRowProps) {
  return (
    <fieldset
      ref={ref}
      aria-label={label}
      className={classNames("scroll-strip -m-1 flex min-w-0 gap-2 p-1", className)}
    >
      {children}
    </fieldset>
  );
}
