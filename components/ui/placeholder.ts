import { thumbHashToAverageRGBA, thumbHashToDataURL } from "thumbhash";

const bytesOf = (placeholder: string) => Uint8Array.from(atob(placeholder), (char) => char.charCodeAt(0));

/** A thumbhash in base64 as a data URL of some 32 px; undefined when there is none or it can't be read. */
export function placeholderUrl(placeholder: string | undefined): string | undefined {
  if (!placeholder) return undefined;
  try {
    return thumbHashToDataURL(bytesOf(placeholder));
  } catch {
    return undefined;
  }
}

/** The mean colour of a thumbhash in base64, as CSS: costs next to nothing, for pictures that come by the hundred. */
export function averageColour(placeholder: string): string | undefined {
  try {
    const { r, g, b } = thumbHashToAverageRGBA(bytesOf(placeholder));
    return `rgb(${[r, g, b].map((part) => Math.round(part * 255)).join(" ")})`;
  } catch {
    return undefined;
  }
}
