import type { World } from "@/lib/db/ctx";
import { DOWNLOAD_FORMATS } from "./contract";
import { convertedKey, mediaKey, POST_FILES, type PostFile, postFileKey, sharedKey } from "./variants";

const POST_FILE_NAMES = Object.keys(POST_FILES) as PostFile[];

/** Every key under which a picture can have a file, whatever its format. */
export const pictureKeys = (imageId: string): string[] => [
  ...DOWNLOAD_FORMATS.flatMap((format) => [mediaKey(imageId, "original", format), convertedKey(imageId, format)]),
  mediaKey(imageId, "preview", "webp"),
  mediaKey(imageId, "thumbnail", "webp"),
  sharedKey(imageId),
  ...POST_FILE_NAMES.map((file) => postFileKey(imageId, file)),
];

/** Deletes all files of a picture. Again: nothing to do. */
export async function deletePictureFiles(world: World, imageId: string): Promise<void> {
  for (const key of pictureKeys(imageId)) {
    await world.ports.media.delete(key);
    world.failpoint("between-purged-files");
  }
}
