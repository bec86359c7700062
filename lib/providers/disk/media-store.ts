import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { MediaStore } from "../media-store";

const TYPES: Record<string, string> = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp" };

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Files below one folder. Written beside, flushed, then renamed, so that a key is whole or absent after any crash. */
export function createDiskStore(folder: string): MediaStore {
  const root = path.resolve(folder);
  const pathOf = (key: string) => {
    if (!/^[\w-]+(\/[\w-]+)*\.\w+$/.test(key)) throw new Error(`Not a media key: ${key}`);
    return path.join(root, key);
  };
  return {
    async put(key, content) {
      const target = pathOf(key);
      await mkdir(path.dirname(target), { recursive: true });
      const beside = `${target}.${randomUUID()}.part`;
      try {
        const file = await open(beside, "wx");
        try {
          await file.writeFile(content);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(beside, target);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
    },
    async get(key) {
      // Open from here on: whoever deletes the file meanwhile does not take it from its reader.
      const file = await unlessMissing(open(pathOf(key)));
      if (!file) return undefined;
      const { size } = await file.stat();
      const stream = Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
      return { stream, bytes: size, contentType: TYPES[path.extname(key).slice(1)] ?? "application/octet-stream" };
    },
    exists: async (key) => (await unlessMissing(stat(pathOf(key)))) !== undefined,
    delete: (key) => rm(pathOf(key), { force: true }),
  };
}
