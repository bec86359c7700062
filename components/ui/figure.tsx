/** A number under a line, with what it counts beneath; stands in a `dl`. */
export function Figure({ value, name }: { value: number | string; name: string }) {
  return (
    <div className="flex flex-col-reverse justify-end border-t-2 border-ink pt-2">
      <dt className="text-ink-2 type-small">{name}</dt>
      <dd className="type-figure">{value}</dd>
    </div>
  );
}
