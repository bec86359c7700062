import { withDeadline } from "../deadline";
import { withIdleLimit } from "../idle-limit";
import type { MediaStore, StoredFile } from "../media-store";
import { ProviderError } from "../provider-error";
import { readAgain } from "../read-again";
import { type CloudinaryConfig, createClient } from "./client";
import { errorOfStatus, toProviderError } from "./errors";

/** What Cloudinary calls the formats. */
const FORMATS: Record<string, { format: string; contentType: string }> = {
  png: { format: "png", contentType: "image/png" },
  jpeg: { format: "jpg", contentType: "image/jpeg" },
  webp: { format: "webp", contentType: "image/webp" },
};

type Asset = { publicId: string; format: string; contentType: string };

/** The asset of a key. Its extension stays in the name: a picture has files that differ in nothing else. */
function assetOf(key: string): Asset {
  const [, name, extension = ""] = /^([\w-]+(?:\/[\w-]+)*)\.(\w+)$/.exec(key) ?? [];
  const known = FORMATS[extension];
  if (!name || !known) throw new Error(`Not a media key: ${key}`);
  return { publicId: `${name}-${extension}`, ...known };
}

/**
 * Files as authenticated assets of a Cloudinary account, read by the server only and handed on byte for byte. Every operation may be repeated,
 * and is, up to three times, when it failed for a reason that passes. Throws ProviderError: `too_large`, `invalid_input` and `auth` stay as they
 * are until somebody acts; the others pass.
 */
export function createCloudinaryStore(config: CloudinaryConfig): MediaStore {
  const client = createClient(config);
  const origin = new URL(config.deliveryBase).origin;

  /** Undefined for 404. The caller reads or cancels the body. */
  const ask = (method: "GET" | "HEAD", asset: Asset): Promise<Response | undefined> =>
    readAgain(async () => {
      const url = await client.deliveryUrl(asset);
      if (new URL(url).origin !== origin)
        throw new ProviderError("bad_answer", "The SDK built an address of another origin");
      // Compressed, the length in the headers would not be the file's.
      const headers = { "Accept-Encoding": "identity" };
      const response = await withDeadline(config.timeoutMs, (signal) =>
        fetch(url, { method, headers, redirect: "error", signal }),
      );
      if (response.status === 200) return response;
      await response.body?.cancel();
      if (response.status === 404) return undefined;
      throw errorOfStatus(response.status);
    }, toProviderError);

  async function get(key: string): Promise<StoredFile | undefined> {
    const asset = assetOf(key);
    const response = await ask("GET", asset);
    if (!response) return undefined;
    const bytes = Number(response.headers.get("content-length") ?? Number.NaN);
    const { contentType } = asset;
    if (!response.body || Number.isNaN(bytes) || response.headers.get("content-type") !== contentType) {
      await response.body?.cancel();
      throw new ProviderError("bad_answer", "Cloudinary delivered something else than the file");
    }
    return { stream: withIdleLimit(response.body, config.timeoutMs, toProviderError), bytes, contentType };
  }

  return {
    async put(key, content) {
      const asset = assetOf(key);
      await readAgain(() => client.upload(content, asset), toProviderError);
    },
    get,
    exists: async (key) => (await ask("HEAD", assetOf(key))) !== undefined,
    async delete(key) {
      const { publicId } = assetOf(key);
      await readAgain(() => client.destroy(publicId), toProviderError);
    },
  };
}
