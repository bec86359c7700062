import type { Ref } from "react";
import { classNames } from "./class-names";
import { placeholderUrl } from "./placeholder";

export type PictureProps = {
  src: string;
  /** Real pixels: they reserve the box before anything is loaded. */
  width: number;
  height: number;
  /** The prompt. */
  alt: string;
  /** thumbhash, base64. */
  placeholder?: string;
  srcSet?: string;
  sizes?: string;
  /** First screen: loads at once and first. */
  isFirst?: boolean;
  /**
   * cover crops to the box of `className` (grids); contain shows all of it; strip is 304 px high and as wide as it is
   * below 1100 px. Without, the picture takes the box's width and its own height.
   */
  fit?: "cover" | "contain" | "strip";
  /** none: what lies behind shows until the picture is there. */
  ground?: "sunken" | "none";
  /** Of the frame: width, ratio, radius. */
  className?: string;
};

type Props = PictureProps & { ref?: Ref<HTMLImageElement>; onLoad?: () => void; imageClassName?: string };

/**
 * A picture over its thumbhash, in a box that never moves. No style attributes, so it works under a strict policy and
 * without JavaScript.
 */
export function Picture({
  src,
  width,
  height,
  alt,
  placeholder,
  srcSet,
  sizes,
  isFirst,
  fit,
  ground = "sunken",
  className,
  ref,
  onLoad,
  imageClassName,
}: Props) {
  const blur = placeholderUrl(placeholder);
  const shape = classNames(
    "col-start-1 row-start-1",
    fit === "strip" ? "h-76 w-auto max-w-none wide:h-auto wide:w-full" : fit ? "h-full w-full" : "h-auto w-full",
    fit === "cover" && "object-cover",
    fit === "contain" && "object-contain",
  );
  return (
    <span
      className={classNames(
        "grid overflow-hidden",
        // The blurred placeholder's ratio is a little off; it may not stretch the row beyond the box.
        (fit === "cover" || fit === "contain") && "grid-rows-1",
        ground === "sunken" && "bg-sunken",
        className ?? "rounded-picture",
      )}
    >
      {/* biome-ignore lint/performance/noImgElement: a data URL */}
      {blur ? <img src={blur} alt="" aria-hidden="true" width={width} height={height} className={shape} /> : null}
      {/* biome-ignore lint/performance/noImgElement: private, signed files in their final size; an optimiser would copy them */}
      <img
        ref={ref}
        src={src}
        srcSet={srcSet}
        sizes={sizes}
        width={width}
        height={height}
        alt={alt}
        loading={isFirst ? "eager" : "lazy"}
        fetchPriority={isFirst ? "high" : "auto"}
        decoding="async"
        onLoad={onLoad}
        className={classNames(shape, imageClassName)}
      />
    </span>
  );
}
