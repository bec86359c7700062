import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDiskStore } from "@/lib/providers/disk/media-store";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "media-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = async (key: string) => {
  const file = await createDiskStore(folder).get(key);
  return file && { ...file, stream: await new Response(file.stream).text() };
};

describe("createDiskStore", () => {
  it("keeps a file whole under its key, replaces it, and forgets it", async () => {
    const store = createDiskStore(folder);
    const key = "images/img_1/original.png";
    expect([await store.exists(key), await store.get(key)]).toEqual([false, undefined]);
    await Promise.all(Array.from({ length: 5 }, (_, i) => store.put(key, Buffer.from(`version ${i}`), "image/png")));
    expect(await read(key)).toMatchObject({
      stream: expect.stringMatching(/^version \d$/),
      bytes: 9,
      contentType: "image/png",
    });
    expect(await readdir(path.join(folder, "images/img_1"))).toEqual(["original.png"]);
    await store.delete(key);
    await store.delete(key);
    expect(await store.exists(key)).toBe(false);
  });

  it("does not take a file from its reader who deletes it", async () => {
    const store = createDiskStore(folder);
    const content = Buffer.alloc(300_000, "x");
    await store.put("images/img_2/original.png", content, "image/png");
    const file = await store.get("images/img_2/original.png");
    await store.delete("images/img_2/original.png");
    expect((await new Response(file!.stream).arrayBuffer()).byteLength).toBe(content.length);
    expect(await store.get("images/img_2/original.png")).toBeUndefined();
  });

  it.each(["../secret.png", "images/../../secret.png", "/etc/passwd", "images//x.png", "images/x", "a\0.png"])(
    "refuses the key %j",
    async (key) => {
      await expect(createDiskStore(folder).put(key, Buffer.from("x"), "image/png")).rejects.toThrow(/Not a media key/);
    },
  );
});
