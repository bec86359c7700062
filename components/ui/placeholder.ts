import { thumbHashToDataURL } from "thumbhash";

/** A thumbhash in base64 as a data URL of some 32 px; undefined when there is none or it can't be read. */
export function placeholderUrl(placeholder: string | undefined): string | undefined {
  if (!placeholder) return undefined;
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(placeholder), (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
