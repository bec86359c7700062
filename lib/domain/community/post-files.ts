import type { World } from "@/lib/db/ctx";
import { encodePostFiles } from "@/lib/domain/creations/encode-picture";
import { type ImageFormat, mediaKey, POST_FILES, type PostFile, postFileKey } from "@/lib/domain/creations/variants";

/** A picture's file as it lies in the store; undefined, and an error in the log, when it is missing. */
export async function readPictureFile(
  world: World,
  image: { id: string; format: string },
  variant: "original" | "preview",
): Promise<Buffer | undefined> {
  const file = await world.ports.media.get(mediaKey(image.id, variant, image.format as ImageFormat));
  if (!file) {
    world.log.error("file of a picture is missing", { imageId: image.id, variant });
    return undefined;
  }
  return Buffer.from(await new Response(file.stream).arrayBuffer());
}

/**
 * Makes and stores the files that a post shows. A picture that is being emptied out of the bin gets none, also when that began in the
 * meantime. Returns false where there is nothing to make them of.
 */
export async function storePostFiles(
  world: World,
  image: { id: string; format: string },
  hasWatermark: boolean,
): Promise<boolean> {
  const original = await readPictureFile(world, image, "original");
  if (!original) return false;
  const files = await encodePostFiles(original, image.id, hasWatermark);
  const names = Object.keys(files) as PostFile[];
  for (const name of names)
    await world.ports.media.put(postFileKey(image.id, name), files[name], POST_FILES[name].contentType);
  const isKept = (await world.db.image.count({ where: { id: image.id, purgeStartedAt: null } })) > 0;
  if (!isKept) for (const name of names) await world.ports.media.delete(postFileKey(image.id, name));
  return isKept;
}
