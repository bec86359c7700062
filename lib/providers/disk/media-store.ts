import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { MediaStore } from "../media-store";

const TYPES: Record<string, string> = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp" };

/** Files below one folder. Written beside, flushed, then renamed, so that a key is whole or absent after any crash. */
export function createDiskStore(folder: string): MediaStore {
  const root = path.resolve(folder);
  const pathOf = (key: string) => {
    if (!/^[\w-]+(\/[\w-]+)*\.\w+$/.test(key)) throw new Error(`Not a media key: ${key}`);
    return path.join(root, key);
  };
  const sizeOf = async (key: string) => {
    try {
      return (await stat(pathOf(key))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
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
      const bytes = await sizeOf(key);
      if (bytes === undefined) return undefined;
      const stream = Readable.toWeb(createReadStream(pathOf(key))) as ReadableStream<Uint8Array>;
      return { stream, bytes, contentType: TYPES[path.extname(key).slice(1)] ?? "application/octet-stream" };
    },
    exists: async (key) => (await sizeOf(key)) !== undefined,
    delete: (key) => rm(pathOf(key), { force: true }),
  };
}
