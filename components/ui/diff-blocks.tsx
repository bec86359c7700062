import { classNames } from "./class-names";

/** A run of words: as it was, taken out of the original, or put into the new one. */
export type DiffPart = { value: string; kind: "same" | "removed" | "added" };

type Props = {
  parts: readonly DiffPart[];
  /** Another language: every word differs, so none is marked. */
  isRewrite?: boolean;
  className?: string;
};

/** Two stacked blocks. Removed words are struck, added ones lie on green: `del` and `ins`, so it is not colour alone. */
export function DiffBlocks({ parts, isRewrite, className }: Props) {
  return (
    <div className={classNames("divide-y divide-line", className)}>
      <section className="p-3.5" aria-label="You wrote">
        <p className="mb-0.5 font-strong text-ink-3 type-tiny">You wrote</p>
        <p className="text-ink-2 whitespace-pre-wrap type-body">
          {parts.map((part, at) =>
            part.kind === "added" ? null : part.kind === "removed" && !isRewrite ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
              <del key={at} className="text-bad decoration-1">
                {part.value}
              </del>
            ) : (
              part.value
            ),
          )}
        </p>
      </section>
      <section className="p-3.5" aria-label="Enhanced">
        <p className="mb-0.5 font-strong text-ink-3 type-tiny">Enhanced</p>
        <p className="whitespace-pre-wrap type-prompt">
          {parts.map((part, at) =>
            part.kind === "removed" ? null : part.kind === "added" && !isRewrite ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
              <ins key={at} className="rounded-badge bg-good-wash box-decoration-clone px-0.5 text-good no-underline">
                {part.value}
              </ins>
            ) : (
              part.value
            ),
          )}
        </p>
      </section>
    </div>
  );
}
