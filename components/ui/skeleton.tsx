import { classNames } from "./class-names";

/** A sunken block in the final geometry (give it width, height or ratio); seen only when loading takes longer than 400 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames("animate-after-400 rounded-picture bg-sunken", className)} />;
}
