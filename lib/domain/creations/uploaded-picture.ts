import sharp, { type Sharp } from "sharp";
import { invalid } from "@/lib/core/errors";
import { inTurn } from "./in-turn";

/** The largest photographs of phones; a header that claims more is refused before a pixel is decoded. */
const MAX_PIXELS = 8192 * 8192;
const FORMATS: readonly string[] = ["png", "jpeg", "webp"];

const unfit = () =>
  invalid("file", "Choose a PNG, JPEG or WebP picture that opens, up to 64 megapixels, not animated.");

/**
 * Makes something of a picture that somebody uploaded: judged by what it is, never by its name, turned as its camera said, and without anything
 * else that it carried. Throws `validation_failed` on `file` for everything that is no still picture.
 */
export function fromUploadedPicture<Made>(file: Buffer, make: (picture: Sharp) => Promise<Made>): Promise<Made> {
  return inTurn(async () => {
    try {
      const picture = sharp(file, { limitInputPixels: MAX_PIXELS, failOn: "error", sequentialRead: true });
      const { format, pages = 1 } = await picture.metadata();
      if (!FORMATS.includes(format) || pages > 1) throw unfit();
      return await make(picture.rotate().toColourspace("srgb"));
    } catch {
      // sharp's own words name libraries and offsets; whoever chose the file needs none of it.
      throw unfit();
    }
  });
}
