import type { World } from "@/lib/db/ctx";
import { convertPicture } from "./encode-picture";
import { CONTENT_TYPE, convertedKey, type ImageFormat, mediaKey } from "./variants";

/** Task `convert-picture`: stores a picture in another format. Nothing to do for one that was deleted meanwhile. */
export async function convertStoredPicture(
  world: World,
  { imageId, format }: { imageId: string; format: ImageFormat },
): Promise<void> {
  const image = await world.db.image.findFirst({ where: { id: imageId, deletedAt: null }, select: { format: true } });
  const key = convertedKey(imageId, format);
  if (!image || (await world.ports.media.exists(key))) return;
  const file = await world.ports.media.get(mediaKey(imageId, "original", image.format as ImageFormat));
  if (!file) return;
  const original = Buffer.from(await new Response(file.stream).arrayBuffer());
  await world.ports.media.put(key, await convertPicture(original, format, imageId), CONTENT_TYPE[format]);
}
