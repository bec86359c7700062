import { randomBytes } from "node:crypto";
import sharp from "sharp";
import type { Answer } from "../exchange";
import { json } from "../exchange";
import type { Engine } from "./engine";

const TYPE = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp" };
const gone = () => json(404, { detail: "The requested file could not be found.", status: 404 });

/** A result file; wrong in the way its prompt's token asks for. Public like the service's own, for as long as it is kept. */
export async function serveFile(engine: Engine, id: string): Promise<Answer> {
  const stored = engine.predictions.get(id);
  if (stored?.status !== "succeeded" || engine.isExpired(stored) || stored.wishes.file === "404") return gone();
  const type = TYPE[stored.format];
  const { width, height } = stored.pixels;
  switch (stored.wishes.file) {
    case "html":
      return {
        status: 200,
        headers: { "content-type": "text/html" },
        body: "<!doctype html><title>Not here</title><p>Try later.</p>",
      };
    case "tiny":
      return {
        status: 200,
        headers: { "content-type": type },
        body: await sharp({ create: { width: 1, height: 1, channels: 3, background: "#333" } })
          .png()
          .toBuffer(),
      };
    case "blank":
      return {
        status: 200,
        headers: { "content-type": type },
        body: await sharp({ create: { width, height, channels: 3, background: "#777" } })
          .toFormat(stored.format)
          .toBuffer(),
      };
    case "bad": {
      // Starts like a picture and ends in noise.
      const whole = await engine.paint(stored);
      return {
        status: 200,
        headers: { "content-type": type },
        body: Buffer.concat([whole.subarray(0, Math.floor(whole.length / 3)), randomBytes(2_000)]),
      };
    }
    default:
      return {
        status: 200,
        headers: { "content-type": type, "cache-control": "public, max-age=3600" },
        body: await engine.paint(stored),
      };
  }
}
