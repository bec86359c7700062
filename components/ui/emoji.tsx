import { classNames } from "./class-names";

/** U+FE0F asks for colour, which the icon font has not got. */
const VARIATION_SELECTOR = /\ufe0f/g;

type Props = {
  /** One emoji of the subset in `public/fonts/noto-emoji.woff2`. */
  of: string;
  /** small 17 px in a 26 px box, large 44 px. */
  size?: "small" | "large";
  /** Marigold tile: the current place. */
  isCurrent?: boolean;
  className?: string;
};

/** An emoji in place of an icon: always beside a word, so hidden from screen readers. */
export function Emoji({ of, size = "small", isCurrent, className }: Props) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "inline-grid shrink-0 place-items-center rounded-picture font-emoji leading-none select-none",
        size === "small" ? "size-6.5 text-lg" : "size-14 text-5xl",
        isCurrent && "bg-marigold text-on-marigold",
        className,
      )}
    >
      {of.replace(VARIATION_SELECTOR, "")}
    </span>
  );
}
