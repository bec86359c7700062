import path from "node:path";
import type { Env } from "@/lib/env";
import { createCloudinaryStore } from "@/lib/providers/cloudinary/media-store";
import { createDiskStore } from "@/lib/providers/disk/media-store";
import type { MediaStore } from "@/lib/providers/media-store";
import { createTwoStores } from "@/lib/providers/two-stores";

export type MediaStores = { disk: MediaStore; cloudinary?: MediaStore };

/** Every store that the environment names. Throws the name, never the value, of a CLOUDINARY_URL of another shape. */
export function openMediaStores(env: Env): MediaStores {
  const disk = createDiskStore(path.join(env.DATA_DIR, "media"));
  if (!env.CLOUDINARY_URL) return { disk };
  const url = URL.parse(env.CLOUDINARY_URL);
  if (url?.protocol !== "cloudinary:" || !url.username || !url.password || !url.hostname)
    throw new Error("CLOUDINARY_URL is not of the form cloudinary://<key>:<secret>@<cloud>.");
  const cloudinary = createCloudinaryStore({
    cloudName: url.hostname,
    apiKey: decodeURIComponent(url.username),
    apiSecret: decodeURIComponent(url.password),
    apiBase: env.CLOUDINARY_API_BASE,
    deliveryBase: env.CLOUDINARY_DELIVERY_BASE,
    timeoutMs: env.FILE_FETCH_TIMEOUT_MS,
  });
  return { disk, cloudinary };
}

/** The port: MEDIA_STORE for new files, and for reading the other store as well when there is one. */
export function createMedia(env: Env): MediaStore {
  const { disk, cloudinary } = openMediaStores(env);
  if (!cloudinary) {
    if (env.MEDIA_STORE === "disk") return disk;
    throw new Error("MEDIA_STORE is cloudinary, and CLOUDINARY_URL is missing.");
  }
  return env.MEDIA_STORE === "disk" ? createTwoStores(disk, cloudinary) : createTwoStores(cloudinary, disk);
}
