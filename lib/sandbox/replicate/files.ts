import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { type Answer, json } from "../exchange";
import type { Engine } from "./engine";
import type { Stored } from "./prediction";

const TYPE = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp" };
/** More than anybody takes for a picture. */
const HUGE_BYTES = 48 * 1024 * 1024;
const gone = () => json(404, { detail: "The requested file could not be found." });

const plain = (stored: Stored, width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "#777" } })
    .toFormat(stored.format)
    .toBuffer();

/** The bytes of a result, wrong in the way its prompt's token asks for. */
async function bytesOf(engine: Engine, stored: Stored, index: number): Promise<Buffer> {
  const { width, height } = stored.pixels;
  switch (stored.wishes.file) {
    case "tiny":
      return plain(stored, 1, 1);
    case "blank":
      return plain(stored, width, height);
    case "bad": {
      // Starts like a picture and ends in noise.
      const whole = await engine.paint(stored, index);
      return Buffer.concat([whole.subarray(0, Math.floor(whole.length / 3)), randomBytes(2_000)]);
    }
    case "huge":
      return Buffer.concat([await engine.paint(stored, index)], HUGE_BYTES);
    default:
      return engine.paint(stored, index);
  }
}

/** A result file (`out-0.png`). Public like the service's own, for as long as it is kept. */
export async function serveFile(engine: Engine, id: string, name: string): Promise<Answer> {
  const stored = engine.predictions.get(id);
  const index = Number(/^out-(\d+)\.(?:png|jpg|webp)$/.exec(name)?.[1] ?? Number.NaN);
  if (stored?.status !== "succeeded" || !(index < stored.outputs)) return gone();
  if (engine.isRemoved(stored) || stored.wishes.file === "404") return gone();
  if (stored.wishes.file === "html") {
    const body = "<!doctype html><title>Not here</title><p>Try later.</p>";
    return { status: 200, headers: { "content-type": "text/html" }, body };
  }
  return {
    status: 200,
    headers: { "content-type": TYPE[stored.format], "cache-control": "public, max-age=3600" },
    body: await bytesOf(engine, stored, index),
  };
}
