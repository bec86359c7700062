import { createHash } from "node:crypto";
import sharp from "sharp";

/** A small picture; other numbers give other bytes. */
export const picture = (format: "png" | "jpeg" | "webp", red = 120, side = 24): Promise<Buffer> =>
  sharp({ create: { width: side, height: side, channels: 3, background: { r: red % 256, g: 90, b: 200 } } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>${red}</note></x:xmpmeta>`)
    .toFormat(format)
    .toBuffer();

export const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");
