import path from "node:path";
import type { Env } from "@/lib/env";
import { createCloudinaryStore } from "@/lib/providers/cloudinary/media-store";
import { createDiskStore } from "@/lib/providers/disk/media-store";
import type { MediaStore } from "@/lib/providers/media-store";
import { createS3Store } from "@/lib/providers/s3/media-store";
import { createSeveralStores } from "@/lib/providers/several-stores";

export type StoreName = Env["MEDIA_STORE"];
/** Disk is always there. */
export type MediaStores = { disk: MediaStore } & Partial<Record<StoreName, MediaStore>>;

/** What has to be set for a store to be there. */
export const STORE_NEEDS: Record<StoreName, string> = {
  disk: "",
  cloudinary: "CLOUDINARY_URL",
  s3: "S3_BUCKET",
};

/** Throws the name, never the value, of a CLOUDINARY_URL of another shape. */
function openCloudinary(env: Env): MediaStore | undefined {
  if (!env.CLOUDINARY_URL) return undefined;
  const url = URL.parse(env.CLOUDINARY_URL);
  if (url?.protocol !== "cloudinary:" || !url.username || !url.password || !url.hostname)
    throw new Error("CLOUDINARY_URL is not of the form cloudinary://<key>:<secret>@<cloud>.");
  return createCloudinaryStore({
    cloudName: url.hostname,
    apiKey: decodeURIComponent(url.username),
    apiSecret: decodeURIComponent(url.password),
    apiBase: env.CLOUDINARY_API_BASE,
    deliveryBase: env.CLOUDINARY_DELIVERY_BASE,
    timeoutMs: env.FILE_FETCH_TIMEOUT_MS,
  });
}

/** Throws where one half of the key is missing: the SDK would look for another key elsewhere. */
function openS3(env: Env): MediaStore | undefined {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!bucket) return undefined;
  if (Boolean(accessKeyId) !== Boolean(secretAccessKey))
    throw new Error("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together: set both, or none for the machine's role.");
  return createS3Store({
    ...{ bucket, region: env.S3_REGION, endpoint: env.S3_ENDPOINT, isPathStyle: env.S3_PATH_STYLE },
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    timeoutMs: env.FILE_FETCH_TIMEOUT_MS,
  });
}

/** Every store that the environment names. */
export function openMediaStores(env: Env): MediaStores {
  const disk = createDiskStore(path.join(env.DATA_DIR, "media"));
  const [cloudinary, s3] = [openCloudinary(env), openS3(env)];
  return { disk, ...(cloudinary ? { cloudinary } : {}), ...(s3 ? { s3 } : {}) };
}

/** The port: MEDIA_STORE for new files, and for reading the other stores as well where there are any. */
export function createMedia(env: Env): MediaStore {
  const stores = openMediaStores(env);
  const first = stores[env.MEDIA_STORE];
  if (!first) throw new Error(`MEDIA_STORE is ${env.MEDIA_STORE}, and ${STORE_NEEDS[env.MEDIA_STORE]} is missing.`);
  return createSeveralStores(first, ...Object.values(stores).filter((store) => store !== first));
}
