import { fullTime } from "@/lib/core/ist-time";

/** What happened, oldest first. */
export function Timeline({ items }: { items: readonly { at: string; what: string }[] }) {
  return (
    <ol className="flex flex-col gap-2 border-l-2 border-line pl-4">
      {items.map(({ at, what }) => (
        <li key={`${what}${at}`} className="flex flex-col fold:flex-row fold:gap-4">
          <time dateTime={at} className="text-ink-2 type-small fold:w-40 fold:shrink-0">
            {fullTime(at)}
          </time>
          <span className="wrap-anywhere">{what}</span>
        </li>
      ))}
    </ol>
  );
}
