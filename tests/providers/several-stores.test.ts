import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDiskStore } from "@/lib/providers/disk/media-store";
import type { MediaStore } from "@/lib/providers/media-store";
import { createSeveralStores } from "@/lib/providers/several-stores";

let folder: string;
let first: MediaStore;
let second: MediaStore;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "several-stores-"));
  first = createDiskStore(path.join(folder, "first"));
  second = createDiskStore(path.join(folder, "second"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const KEY = "images/img_1/original.png";
const put = (store: MediaStore, text: string) => store.put(KEY, Buffer.from(text), "image/png");
const read = async (store: MediaStore) => {
  const file = await store.get(KEY);
  return file && new Response(file.stream).text();
};

describe("createSeveralStores", () => {
  it("writes to the first, reads from whichever has it, deletes from both", async () => {
    const both = createSeveralStores(first, second);
    expect([await read(both), await both.exists(KEY)]).toEqual([undefined, false]);
    await put(second, "old");
    expect([await read(both), await both.exists(KEY)]).toEqual(["old", true]);
    await put(both, "new");
    expect([await read(both), await read(first), await read(second)]).toEqual(["new", "new", "old"]);
    await both.delete(KEY);
    expect([await first.exists(KEY), await second.exists(KEY)]).toEqual([false, false]);
  });

  it("finds a file that moves to the first store between the two looks", async () => {
    const moveNow = async () => {
      await put(first, "moved");
      await second.delete(KEY);
    };
    const moving: MediaStore = {
      ...second,
      get: (key) => moveNow().then(() => second.get(key)),
      exists: (key) => moveNow().then(() => second.exists(key)),
    };
    const both = createSeveralStores(first, moving);
    await put(second, "on its way");
    expect(await read(both)).toBe("moved");
    await both.delete(KEY);
    await put(second, "on its way");
    expect(await both.exists(KEY)).toBe(true);
    await both.delete(KEY);
  });

  it("does not take a store that can't be asked for one without the file", async () => {
    const away: MediaStore = {
      ...second,
      get: () => Promise.reject(new Error("away")),
      exists: () => Promise.reject(new Error("away")),
    };
    await expect(createSeveralStores(first, away).get(KEY)).rejects.toThrow("away");
    await expect(createSeveralStores(first, away).exists(KEY)).rejects.toThrow("away");
  });
});
