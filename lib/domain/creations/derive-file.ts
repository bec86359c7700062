import { AppError } from "@/lib/core/errors";
import type { Ctx, World } from "@/lib/db/ctx";
import { enqueue } from "@/lib/jobs/enqueue";
import type { StoredFile } from "@/lib/providers/media-store";
import { convertPicture, markPicture } from "./encode-picture";
import { findFile } from "./find-file";
import { CONTENT_TYPE, convertedKey, type ImageFormat, mediaKey, sharedKey } from "./variants";

const WAIT_MS = 30_000;
const LOOK_EVERY_MS = 100;

const hasFiles = async (world: World, imageId: string): Promise<boolean> =>
  (await world.db.image.count({ where: { id: imageId, purgeStartedAt: null } })) > 0;

/**
 * Stores a further file of a picture unless it is there. One that is being emptied out of the bin gets none, also when that began in the
 * meantime: looked at again after the file is written, because the purge has passed by then.
 */
async function derive(
  world: World,
  imageId: string,
  key: string,
  format: ImageFormat,
  make: (original: Buffer) => Promise<Buffer>,
): Promise<void> {
  const { media } = world.ports;
  const image = await world.db.image.findFirst({ where: { id: imageId, purgeStartedAt: null } });
  if (!image) return media.delete(key);
  if (image.deletedAt || (await media.exists(key))) return;
  const file = await media.get(mediaKey(imageId, "original", image.format as ImageFormat));
  if (!file) return world.log.error("file of a picture is missing", { imageId, variant: "original" });
  const made = await make(Buffer.from(await new Response(file.stream).arrayBuffer()));
  await media.put(key, made, CONTENT_TYPE[format]);
  world.failpoint("after-derived");
  if (!(await hasFiles(world, imageId))) await media.delete(key);
}

/** Task `convert-picture`: stores a picture in another format. */
export const convertStoredPicture = (world: World, { imageId, format }: { imageId: string; format: ImageFormat }) =>
  derive(world, imageId, convertedKey(imageId, format), format, (original) =>
    convertPicture(original, format, imageId),
  );

/** Task `mark-picture`: stores the copy that others see. */
export const markStoredPicture = (world: World, { imageId }: { imageId: string }) =>
  derive(world, imageId, sharedKey(imageId), "jpeg", (original) => markPicture(original, imageId));

/** Waits for what the worker makes; throws `provider_unavailable` when it takes too long. */
async function waitFor<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (let waited = 0; waited < WAIT_MS; waited += LOOK_EVERY_MS) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new AppError("provider_unavailable", "This file is still being prepared. Please try again in a moment.", {
    retryAfterSeconds: 5,
  });
}

/** The picture in another format. Converting is heavy, so the worker does it; the file stays for the next time. */
export async function openConverted(ctx: Ctx, imageId: string, format: ImageFormat): Promise<StoredFile> {
  const key = convertedKey(imageId, format);
  const kept = await findFile(ctx, key);
  if (kept) return kept;
  await enqueue(ctx.db, "convert-picture", { imageId, format }, { jobKey: `convert:${imageId}:${format}` });
  return waitFor(() => findFile(ctx, key));
}

/** Sees to it that the copy for others is there. */
export async function ensureMarked(ctx: Ctx, imageId: string): Promise<void> {
  const key = sharedKey(imageId);
  if (await ctx.ports.media.exists(key)) return;
  await enqueue(ctx.db, "mark-picture", { imageId }, { jobKey: `mark:${imageId}` });
  await waitFor(() => ctx.ports.media.exists(key));
}
