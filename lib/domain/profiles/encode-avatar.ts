import { fromUploadedPicture } from "@/lib/domain/creations/uploaded-picture";

/** Of the square that is kept. */
const SIDE = 512;

/** The middle of a picture as a WebP of 512 px. Throws `validation_failed` on `file`. */
export const encodeAvatar = (file: Buffer): Promise<Buffer> =>
  fromUploadedPicture(file, (picture) => picture.resize(SIDE, SIDE, { fit: "cover" }).webp({ quality: 86 }).toBuffer());
