import { classNames } from "./class-names";

/** By grapheme: half of a Devanagari syllable is no initial. */
function initialOf(name: string): string {
  return new Intl.Segmenter().segment(name.trim()).containing(0)?.segment ?? "?";
}

/** Their own picture, or the first letter of their name on a disc; the name stands beside it. */
export function Avatar({ name, src, className }: { name: string; src?: string | undefined; className?: string }) {
  if (src)
    return (
      // biome-ignore lint/performance/noImgElement: our own file, square and small
      <img
        src={src}
        alt=""
        width={512}
        height={512}
        className={classNames("size-8 shrink-0 rounded-full bg-sunken object-cover", className)}
      />
    );
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "grid size-8 shrink-0 place-items-center rounded-full bg-ink-2 font-strong text-wall uppercase type-small",
        className,
      )}
    >
      {initialOf(name)}
    </span>
  );
}
