/** A sun that rises: marigold on ink. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 26 26" aria-hidden="true" className={className ?? "size-6.5 shrink-0"}>
      <rect x="0.5" y="0.5" width="25" height="25" rx="5.5" className="fill-plate stroke-plate-edge" />
      <path d="M5.5 20a7.5 7.5 0 0 1 15 0z" className="fill-marigold" />
    </svg>
  );
}
