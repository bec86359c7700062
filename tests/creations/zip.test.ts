import { rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { paint, seedPictures, storeFiles } from "./many";
import { openFilesOf } from "./open-files";
import { unzip } from "./unzip";

const MB = 1024 * 1024;
const PROMPT = 'दीपावली: "पतंग" / red\\kite?';
let studio: Studio;
let user: Caller;
let other: Caller;
let ids: string[];
let small: Buffer;
let large: Buffer;
let many: string[];
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
  [user, other] = [await studio.newUser(), await studio.newUser()];
  [small, large] = [await paint(64, 36), await paint(700, 500)];
  ids = await seedPictures(studio, user, { count: 3, prompt: PROMPT, enhancedFrom: "पतंग" });
  await storeFiles(studio, ids, small);
  many = await seedPictures(studio, user, { count: 200 });
  await storeFiles(studio, many, large);
});
afterAll(() => studio.close());

const ZIP = "/api/studio/my-creations/zip";
const zip = (wanted: string[], by = user) => by.fetch("POST", ZIP, { ids: wanted });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
/** Over a socket. */
const download = (wanted: string[], init: RequestInit = {}) =>
  fetch(`${studio.origin}${ZIP}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${user.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ ids: wanted }),
    ...init,
  });
const openFiles = () => openFilesOf(studio);

describe("an archive of pictures", () => {
  it("has them in full size under safe names in their script, in the order asked for, with their recipes", async () => {
    const [a = "", b = "", c = ""] = ids;
    const response = await zip([b, a, c, b]);
    expect(response.headers.get("content-type")).toBe("application/zip");
    expect(response.headers.get("content-disposition")).toContain('filename="community-ai-studio-3-pictures.zip"');
    const archive = await bytesOf(response);
    expect(Number(response.headers.get("content-length"))).toBe(archive.length);
    const [manifest, ...pictures] = unzip(archive);
    expect(pictures.map(({ name }) => name)).toEqual([
      "001-दीपावली-पतंग-red-kite-2.png",
      "002-दीपावली-पतंग-red-kite-1.png",
      "003-दीपावली-पतंग-red-kite-3.png",
    ]);
    for (const { content, isUtf8 } of pictures) expect([isUtf8, content.equals(small)]).toEqual([true, true]);
    expect(manifest?.name).toBe("manifest.json");
    const { note, pictures: recipes } = JSON.parse(manifest?.content.toString() ?? "");
    expect(note).toContain("AI-generated");
    expect(recipes.map(({ id }: { id: string }) => id)).toEqual([b, a, c]);
    expect(recipes[0]).toEqual({
      file: "001-दीपावली-पतंग-red-kite-2.png",
      id: b,
      prompt: `${PROMPT} 2`,
      enhancedFrom: "पतंग",
      negativePrompt: "",
      model: "SDXL",
      tier: "standard",
      seed: 2,
      width: 64,
      height: 36,
      credits: 1,
      createdAt: expect.stringMatching(/Z$/),
      aiGenerated: true,
    });
  });

  it("of one is named so; a browser may ask with a form", async () => {
    const bearer = { Authorization: `Bearer ${user.token}` };
    const form = (fields: string, headers: Record<string, string> = bearer) =>
      fetch(`${studio.origin}${ZIP}`, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/x-www-form-urlencoded" },
        body: fields,
      });
    const one = await form(`ids=${ids[0]}`);
    expect(one.headers.get("content-disposition")).toContain('filename="community-ai-studio-1-picture.zip"');
    expect(unzip(await bytesOf(one)).length).toBe(2);
    expect(unzip(await bytesOf(await form(`ids=${ids[0]}&ids=${ids[1]}`))).length).toBe(3);
    expect((await form("")).status).toBe(422);
    const cookie = { Cookie: `studio_access=${user.token}` };
    const statuses = [
      (await form(`ids=${ids[0]}`, { ...cookie, Origin: "https://elsewhere.example" })).status,
      (await form(`ids=${ids[0]}`, cookie)).status,
    ];
    expect(statuses).toEqual([403, 403]);
    const own = await form(`ids=${ids[0]}`, { ...cookie, Origin: studio.origin });
    expect(unzip(await bytesOf(own)).length).toBe(2);
  });

  it("is not found as a whole when one is somebody else's, unknown or in the bin; nothing is sent", async () => {
    const theirs = await seedPictures(studio, other, { count: 1 });
    await storeFiles(studio, theirs, small);
    const [binned = ""] = await seedPictures(studio, user, { count: 1 });
    await user.send("DELETE", `/api/studio/my-creations/${binned}`);
    for (const stranger of [theirs[0] ?? "", binned, `img_${"0".repeat(32)}`, "x"]) {
      const answer = await user.send("POST", ZIP, { ids: [...ids, stranger] });
      expect([stranger, answer.status, answer.body.code]).toEqual([stranger, 404, "not_found"]);
    }
    expect((await zip(ids, other)).status).toBe(404);
    expect((await user.send("POST", ZIP, { ids: [] })).status).toBe(422);
  });

  it("never looks whole when a file is missing or not as long as it was: the stream breaks, and the log says so", async () => {
    const [first, gone = "", last] = await seedPictures(studio, user, { count: 3 });
    const three = [first ?? "", gone, last ?? ""];
    await storeFiles(studio, three, small);
    const breaks = async () => {
      const before = studio.logged.length;
      await expect(zip(three).then(bytesOf)).rejects.toThrow();
      await expect(download(three).then(bytesOf)).rejects.toThrow();
      expect(studio.logged.slice(before).filter(({ level }) => level !== "debug")).toMatchObject([
        { level: "error", event: "zip broken off" },
        { level: "error", event: "zip broken off" },
      ]);
      expect(openFiles()).toBe(0);
    };
    await studio.sql("UPDATE image SET bytes = bytes + 1 WHERE id = $1", [gone]);
    await breaks();
    await studio.sql("UPDATE image SET bytes = bytes - 1 WHERE id = $1", [gone]);
    await rm(path.join(studio.world.env.DATA_DIR, "media/images", gone, "original.png"));
    await breaks();
  });
});

describe("an archive of two hundred pictures of a megabyte", () => {
  it("streams: memory stays flat under a slow reader, with one file open at a time", async () => {
    const response = await download(many);
    const reader = response.body?.getReader();
    let [size, most, mostFiles, nextRest] = [0, 0, 0, 0];
    // What the first requests load is not the archive's.
    const before = process.memoryUsage().rss;
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
      size += chunk.value.byteLength;
      most = Math.max(most, process.memoryUsage().rss);
      mostFiles = Math.max(mostFiles, openFiles());
      if (size < nextRest) continue;
      // Being slow is what this reader is here for.
      nextRest += 10 * MB;
      await new Promise((resolve) => setTimeout(resolve, 250));
      most = Math.max(most, process.memoryUsage().rss);
    }
    expect(size).toBe(Number(response.headers.get("content-length")));
    expect(size).toBeGreaterThan(190 * MB);
    expect(mostFiles).toBe(1);
    expect((most - before) / MB).toBeLessThan(64);
  });

  it("reads no further than its reader", async () => {
    const { media } = studio.world.ports;
    const get = media.get;
    let opened = 0;
    media.get = (key) => {
      opened++;
      return get(key);
    };
    try {
      const reader = (await zip(many)).body?.getReader();
      for (let size = 0; size < MB / 2; ) size += (await reader?.read())?.value?.byteLength ?? 0;
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect([opened, openFiles()]).toEqual([1, 1]);
      await reader?.cancel();
      await eventually("closed files", async () => openFiles() === 0);
      expect(opened).toBe(1);
    } finally {
      media.get = get;
    }
  });

  it("closes its file at once when the client leaves in the middle, again and again", async () => {
    for (let round = 0; round < 5; round++) {
      const leaving = new AbortController();
      const response = await download(many, { signal: leaving.signal });
      const reader = response.body?.getReader();
      for (let size = 0; size < MB; ) size += (await reader?.read())?.value?.byteLength ?? 0;
      expect(openFiles()).toBe(1);
      leaving.abort();
      await eventually("closed files", async () => openFiles() === 0);
    }
    expect(studio.logged.filter(({ level, event }) => level === "error" && event !== "zip broken off")).toEqual([]);
  });
});
