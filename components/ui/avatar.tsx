import { classNames } from "./class-names";

/** By grapheme: half of a Devanagari syllable is no initial. */
function initialOf(name: string): string {
  return new Intl.Segmenter().segment(name.trim()).containing(0)?.segment ?? "?";
}

/** The first letter of a name on a disc. */
export function Avatar({ name, className }: { name: string; className?: string }) {
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
