import { createHash } from "node:crypto";
import sharp, { type Sharp } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { aiLabel } from "./ai-label";
import { inTurn } from "./in-turn";
import { type ImageFormat, type PostFile, VARIANTS } from "./variants";
import { brandMark, sharedSize, visibleMark } from "./visible-mark";

/** No model of ours makes more; larger headers are refused before any pixel is decoded. */
const MAX_PIXELS = 8192 * 8192;
const MAX_RATIO_ERROR = 0.02;
/** Standard deviation of a channel (0 to 255) below which there is nothing to see. */
const BLANK_DEVIATION = 1.5;
const FORMATS: readonly string[] = ["png", "jpeg", "webp"] satisfies ImageFormat[];

/** Why a file is no picture we may deliver. */
export type PictureFault = "broken_file" | "wrong_size" | "blank_picture";
export class UnfitPicture extends Error {
  override readonly name = "UnfitPicture";
  constructor(readonly fault: PictureFault) {
    super(fault);
  }
}

type Size = { width: number; height: number };

export type EncodedPicture = {
  original: Buffer;
  preview: Buffer;
  thumbnail: Buffer;
  format: ImageFormat;
  width: number;
  height: number;
  sha256: string;
  /** thumbhash, base64 */
  placeholder: string;
};

const encoders: Record<ImageFormat, (picture: Sharp) => Sharp> = {
  png: (picture) => picture.png({ compressionLevel: 6 }),
  jpeg: (picture) => picture.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }),
  webp: (picture) => picture.webp({ quality: 92 }),
};

const open = (file: Buffer) => sharp(file, { limitInputPixels: MAX_PIXELS, failOn: "error" });

async function measure(file: Buffer, wanted: Size): Promise<{ format: ImageFormat; isExact: boolean }> {
  const { format, width = 0, height = 0 } = await open(file).metadata();
  if (!FORMATS.includes(format)) throw new UnfitPicture("broken_file");
  const ratioError = Math.abs((width / height) * (wanted.height / wanted.width) - 1);
  if (width < wanted.width || height < wanted.height || ratioError > MAX_RATIO_ERROR)
    throw new UnfitPicture("wrong_size");
  return { format: format as ImageFormat, isExact: width === wanted.width && height === wanted.height };
}

async function refuseBlank(picture: Sharp): Promise<void> {
  const { channels } = await picture.clone().resize(256, 256, { fit: "inside" }).stats();
  if (channels.slice(0, 3).every(({ stdev }) => stdev < BLANK_DEVIATION)) throw new UnfitPicture("blank_picture");
}

async function placeholderOf(picture: Sharp): Promise<string> {
  const { data, info } = await picture
    .clone()
    .resize(100, 100, { fit: "inside" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

async function encode(file: Buffer, wanted: Size, imageId: string): Promise<EncodedPicture> {
  try {
    const { format, isExact } = await measure(file, wanted);
    // Decoded once; what follows works on pixels.
    const { data, info } = await (isExact
      ? open(file)
      : open(file).resize(wanted.width, wanted.height, { fit: "cover" })
    )
      .removeAlpha()
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const picture = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
    await refuseBlank(picture);
    const label = aiLabel(imageId);
    const smaller = (side: number) =>
      picture
        .clone()
        .resize(side, side, { fit: "inside", withoutEnlargement: true })
        .withXmp(label)
        .webp({ quality: 80 })
        .toBuffer();
    const original = await encoders[format](picture.clone()).withXmp(label).toBuffer();
    return {
      original,
      preview: await smaller(VARIANTS.preview),
      thumbnail: await smaller(VARIANTS.thumbnail),
      format,
      width: info.width,
      height: info.height,
      sha256: createHash("sha256").update(original).digest("hex"),
      placeholder: await placeholderOf(picture),
    };
  } catch (error) {
    if (error instanceof UnfitPicture) throw error;
    // sharp's errors are about the file; what else could fail here (memory) ends the process anyway.
    throw new UnfitPicture("broken_file");
  }
}

/**
 * Checks a result file and makes what we keep of it: exactly the wanted pixels (a larger picture of the same ratio within 2 % is
 * cropped and scaled down), labelled as made by AI, with preview, thumbnail and placeholder. Throws UnfitPicture.
 */
export function encodePicture(file: Buffer, wanted: Size, imageId: string): Promise<EncodedPicture> {
  return inTurn(() => encode(file, wanted, imageId));
}

/** The same picture in another format, label included. */
export function convertPicture(original: Buffer, format: ImageFormat, imageId: string): Promise<Buffer> {
  return inTurn(() => encoders[format](open(original)).withXmp(aiLabel(imageId)).toBuffer());
}

async function mark(original: Buffer, imageId: string): Promise<Buffer> {
  const { width = 0, height = 0 } = await open(original).metadata();
  const size = sharedSize({ width, height });
  const { svg, left, top } = visibleMark(size);
  return open(original)
    .resize(size.width, size.height, { fit: "fill" })
    .composite([{ input: svg, left, top }])
    .withXmp(aiLabel(imageId))
    .jpeg({ quality: 86 })
    .toBuffer();
}

/** The copy that others see: smaller, labelled, and with the visible mark in its corner. JPEG. */
export function markPicture(original: Buffer, imageId: string): Promise<Buffer> {
  return inTurn(() => mark(original, imageId));
}

/** What link previews of other places expect (Open Graph), pixels. */
export const OG_SIZE = { width: 1200, height: 630 };

async function encodePost(original: Buffer, imageId: string, hasWatermark: boolean): Promise<Record<PostFile, Buffer>> {
  const { width = 0, height = 0 } = await open(original).metadata();
  const label = aiLabel(imageId);
  const marked = (size: Size, fit: "fill" | "cover") => {
    const marks = [visibleMark(size), ...(hasWatermark ? [brandMark(size)] : [])];
    return open(original)
      .resize(size.width, size.height, { fit })
      .composite(marks.map(({ svg, left, top }) => ({ input: svg, left, top })))
      .withXmp(label);
  };
  const size = sharedSize({ width, height });
  const scale = Math.min(1, VARIANTS.thumbnail / Math.max(size.width, size.height));
  const small = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
  return {
    preview: await marked(size, "fill").jpeg({ quality: 86 }).toBuffer(),
    thumbnail: await marked(small, "fill").webp({ quality: 80 }).toBuffer(),
    og: await marked(OG_SIZE, "cover").jpeg({ quality: 84 }).toBuffer(),
  };
}

/** A picture's files as its post shows them, each with the visible mark and the label in its metadata. */
export function encodePostFiles(
  original: Buffer,
  imageId: string,
  hasWatermark: boolean,
): Promise<Record<PostFile, Buffer>> {
  return inTurn(() => encodePost(original, imageId, hasWatermark));
}
