import type { ReactNode } from "react";

type Props = {
  /** Pixels of the picture that is or will be here: they reserve the box. */
  width: number;
  height: number;
  children: ReactNode;
};

/**
 * The one box of a picture's life: waiting, arriving, failed and done all stand in it, so nothing moves. As wide as there is room,
 * and never taller than the window leaves.
 */
export function Frame({ width, height, children }: Props) {
  return (
    <div
      className="relative mx-auto w-full overflow-hidden fold:mx-0 fold:rounded-picture"
      style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc(74dvh * ${width / height})` }}
    >
      {/* Out of the flow, so that no content can stretch the box. */}
      <div className="absolute inset-0">{children}</div>
    </div>
  );
}
