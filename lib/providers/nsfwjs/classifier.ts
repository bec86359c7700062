import { createRequire } from "node:module";
import path from "node:path";
import sharp from "sharp";
import type { Classified, ContentClassifier, ContentScores } from "../content-classifier";
import { ProviderError } from "../provider-error";

const MODEL = "nsfwjs 4.4.0 MobileNetV2";
/** The model's own input, pixels. */
const SIDE = 224;
const MAX_PIXELS = 8192 * 8192;

type Model = (pixels: Uint8Array) => Promise<ContentScores>;

/**
 * Loaded at the first picture: some hundred megabytes that only a worker needs. By `require`, because the packages' ES modules import
 * files without extensions, which Node refuses. The weights lie within the package; nothing is downloaded.
 */
async function loadModel(): Promise<Model> {
  const require = createRequire(path.join(process.cwd(), "package.json"));
  const tf = require("@tensorflow/tfjs") as typeof import("@tensorflow/tfjs");
  const wasm = require("@tensorflow/tfjs-backend-wasm") as typeof import("@tensorflow/tfjs-backend-wasm");
  wasm.setWasmPaths(`${path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}${path.sep}`);
  if (!(await tf.setBackend("wasm"))) throw new Error("The WebAssembly backend did not start.");
  await tf.ready();
  const nsfwjs = require("nsfwjs") as typeof import("nsfwjs");
  const model = await nsfwjs.load("MobileNetV2");
  return async (pixels) => {
    const input = tf.tensor3d(pixels, [SIDE, SIDE, 3], "int32");
    try {
      const said = await model.classify(input);
      const scoreOf = (name: string) => said.find(({ className }) => className === name)?.probability ?? Number.NaN;
      return {
        drawing: scoreOf("Drawing"),
        neutral: scoreOf("Neutral"),
        sexy: scoreOf("Sexy"),
        porn: scoreOf("Porn"),
        hentai: scoreOf("Hentai"),
      };
    } finally {
      input.dispose();
    }
  };
}

async function pixelsOf(picture: Buffer): Promise<Uint8Array> {
  try {
    const { data } = await sharp(picture, { limitInputPixels: MAX_PIXELS, failOn: "error" })
      .resize(SIDE, SIDE, { fit: "fill" })
      .removeAlpha()
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return new Uint8Array(data);
  } catch {
    throw new ProviderError("invalid_input", "The picture can't be decoded.");
  }
}

/** nsfwjs (MobileNet v2 on TensorFlow.js with WebAssembly) in this process; about 0.2 s and one core a picture. */
export function createNsfwjsClassifier(): ContentClassifier {
  let loading: Promise<Model> | undefined;
  return {
    async classify(picture): Promise<Classified> {
      const pixels = await pixelsOf(picture);
      loading ??= loadModel();
      const model = await loading.catch((error: unknown) => {
        loading = undefined;
        throw new ProviderError("down", `The picture classifier did not load: ${String(error).slice(0, 200)}`);
      });
      const scores = await model(pixels).catch((error: unknown) => {
        throw new ProviderError("down", `The picture classifier failed: ${String(error).slice(0, 200)}`);
      });
      // A score that is no number would pass every comparison.
      if (Object.values(scores).some((score) => !Number.isFinite(score)))
        throw new ProviderError("bad_answer", "The picture classifier gave no scores.");
      return { scores, model: MODEL };
    },
  };
}
