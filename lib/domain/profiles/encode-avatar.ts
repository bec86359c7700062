import sharp from "sharp";
import { invalid } from "@/lib/core/errors";
import { inTurn } from "@/lib/domain/creations/in-turn";

/** Of the square that is kept. */
const SIDE = 512;
/** The largest photographs of phones; a header that claims more is refused before a pixel is decoded. */
const MAX_PIXELS = 8192 * 8192;
const FORMATS: readonly string[] = ["png", "jpeg", "webp"];

const unfit = () =>
  invalid("file", "Choose a PNG, JPEG or WebP picture that opens, up to 64 megapixels, not animated.");

/**
 * The middle of a picture as a WebP of 512 px, turned as its camera said and without anything else that it carried. Judged by what it is, never by its
 * name. Throws `validation_failed` on `file` for everything that is no still picture.
 */
export function encodeAvatar(file: Buffer): Promise<Buffer> {
  return inTurn(async () => {
    try {
      const picture = sharp(file, { limitInputPixels: MAX_PIXELS, failOn: "error", sequentialRead: true });
      const { format, pages = 1 } = await picture.metadata();
      if (!FORMATS.includes(format) || pages > 1) throw unfit();
      return await picture
        .rotate()
        .resize(SIDE, SIDE, { fit: "cover" })
        .toColourspace("srgb")
        .webp({ quality: 86 })
        .toBuffer();
    } catch {
      // sharp's own words name libraries and offsets; whoever chose the file needs none of it.
      throw unfit();
    }
  });
}
