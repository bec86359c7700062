import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { deletePictureFiles } from "@/lib/domain/creations/picture-files";
import { CONTENT_TYPE, convertedKey, mediaKey, postFileKey, sharedKey } from "@/lib/domain/creations/variants";
import { type Move, moveMedia } from "@/lib/domain/media/move-media";
import { avatarKey } from "@/lib/domain/profiles/avatar";
import type { MediaStore } from "@/lib/providers/media-store";
import { type MediaStores, openMediaStores } from "@/lib/start/media-stores";
import { seedPictures } from "@/tests/creations/many";
import { type Caller, eventually } from "@/tests/generation/studio";
import { picture, sha256 } from "@/tests/sandbox/picture-files";
import { type CloudStudio, openCloudStudio } from "./cloud-studio";

let opened: CloudStudio;
let cloud: CloudStudio["cloud"];
let studio: CloudStudio["studio"];
let owner: Caller;
let disk: MediaStore;
let cloudinary: MediaStore;
beforeAll(async () => {
  opened = await openCloudStudio({ FILE_FETCH_TIMEOUT_MS: "5000" });
  ({ cloud, studio } = opened);
  const stores = openMediaStores(studio.world.env) as Required<MediaStores>;
  ({ disk, cloudinary } = stores);
  owner = await studio.newUser();
});
afterAll(() => opened.close());
afterEach(async () => {
  cloud.faults.clear();
  // What lies at the sandbox has ids that no later test knows.
  await studio.sql("UPDATE image SET deleted_at = now(), purge_started_at = now()");
  await studio.sql("DELETE FROM image");
  await rm(path.join(studio.world.env.DATA_DIR, "media"), { recursive: true, force: true });
  cloud.log.clear();
});

/** Files by their key, as they should be. */
type Files = Map<string, Buffer>;

/** Pictures of which every file differs; every fifth was also converted and shared. */
async function seed(count: number, into: MediaStore = disk): Promise<{ ids: string[]; files: Files }> {
  const ids = await seedPictures(studio, owner, { count });
  const files: Files = new Map();
  for (const [n, id] of ids.entries()) {
    const [png, webp] = [await picture("png", n), await picture("webp", n)];
    files.set(mediaKey(id, "original", "png"), png);
    files.set(mediaKey(id, "preview", "png"), webp);
    files.set(mediaKey(id, "thumbnail", "png"), webp);
    await studio.sql("UPDATE image SET bytes = $2, sha256 = $3 WHERE id = $1", [id, png.length, sha256(png)]);
    if (n % 5) continue;
    files.set(convertedKey(id, "jpeg"), await picture("jpeg", n));
    files.set(sharedKey(id), await picture("jpeg", n + 1));
  }
  for (const [key, content] of files) await into.put(key, content, typeOf(key));
  cloud.log.clear();
  return { ids, files };
}

const typeOf = (key: string) => CONTENT_TYPE[key.split(".").at(-1) as keyof typeof CONTENT_TYPE];

async function read(store: MediaStore, key: string): Promise<string | undefined> {
  const file = await store.get(key);
  return file && sha256(Buffer.from(await new Response(file.stream).arrayBuffer()));
}

/** Keys of these files that a store does not have, byte for byte. */
async function missingIn(store: MediaStore, files: Files): Promise<string[]> {
  const missing: string[] = [];
  for (const [key, content] of files) if ((await read(store, key)) !== sha256(content)) missing.push(key);
  return missing;
}

/** Where the sandbox keeps the bytes of a key. */
function assetFile(key: string): string {
  const folder = path.join(cloud.options.stateDir, "cloudinary");
  const lines = readFileSync(path.join(folder, "assets.jsonl"), "utf8").trim().split("\n");
  const { assetId } = lines.map((line) => JSON.parse(line)).findLast(({ id }) => id.endsWith(key.replace(".", "-")));
  return path.join(
    folder,
    "assets",
    readdirSync(path.join(folder, "assets")).find((name) => name.startsWith(assetId))!,
  );
}

const uploads = () => cloud.log.find({ service: "cloudinary", method: "POST", path: "upload" }).length;

async function move(changes: Partial<Move> = {}) {
  const problems: { key: string; reason: string }[] = [];
  const report = await moveMedia(studio.world, {
    ...{ from: disk, to: cloudinary, deletesSource: false, onProgress: () => {} },
    onProblem: (problem) => problems.push(problem),
    ...changes,
  });
  return { report, problems };
}

/** A store that does something else first. */
const preceded = (store: MediaStore, act: (verb: "put" | "get", key: string) => Promise<void>): MediaStore => ({
  ...store,
  put: async (key, content, type) => {
    await act("put", key);
    return store.put(key, content, type);
  },
  get: async (key) => {
    await act("get", key);
    return store.get(key);
  },
});

describe("moveMedia", () => {
  it("takes avatars and the files of posts along, and no avatar that nobody wears", async () => {
    const { ids, files } = await seed(2);
    const [worn, left] = [newId("avatar"), newId("avatar")];
    await studio.sql(`UPDATE "user" SET avatar_id = $2 WHERE id = $1`, [owner.userId, worn]);
    const others: Files = new Map();
    others.set(avatarKey(worn), await picture("webp", 7));
    for (const file of ["preview", "thumbnail", "og"] as const)
      others.set(postFileKey(ids[0]!, file), await picture(file === "thumbnail" ? "webp" : "jpeg", 8));
    for (const [key, content] of others) await disk.put(key, content, typeOf(key));
    await disk.put(avatarKey(left), await picture("webp", 9), "image/webp");
    const { report, problems } = await move({ deletesSource: true });
    expect([problems, report.pictures, report.copied]).toEqual([[], 2, files.size + others.size]);
    expect([await missingIn(cloudinary, others), await missingIn(disk, others)]).toEqual([[], [...others.keys()]]);
    expect(await cloudinary.exists(avatarKey(left))).toBe(false);
    await studio.sql(`UPDATE "user" SET avatar_id = NULL WHERE id = $1`, [owner.userId]);
  });

  it("copies every file of every picture, does nothing the second time, then lets the sources go", async () => {
    const { files } = await seed(120);
    expect(files.size).toBeGreaterThan(400);
    const { report, problems } = await move();
    expect(problems).toEqual([]);
    expect(report).toMatchObject({ pictures: 120, copied: files.size, present: 0, sourcesDeleted: 0, problems: 0 });
    expect(report.bytes).toBe([...files.values()].reduce((sum, { length }) => sum + length, 0));
    expect(uploads()).toBe(files.size);

    cloud.log.clear();
    expect((await move()).report).toMatchObject({ copied: 0, present: files.size, problems: 0 });
    expect([uploads(), await missingIn(disk, files)]).toEqual([0, []]);

    const moved = await move({ deletesSource: true });
    expect(moved.report).toMatchObject({ copied: 0, present: files.size, sourcesDeleted: files.size, problems: 0 });
    expect(uploads()).toBe(0);
    expect(await missingIn(cloudinary, files)).toEqual([]);
    expect(await missingIn(disk, files)).toHaveLength(files.size);

    expect((await move({ deletesSource: true })).report).toMatchObject({ copied: 0, sourcesDeleted: 0, problems: 0 });
  });

  it("never keeps a file from who reads it meanwhile", async () => {
    const { files } = await seed(40);
    const keys = [...files.keys()];
    let isMoving = true;
    const reading = (async () => {
      let reads = 0;
      for (; isMoving; reads++) {
        const key = keys[(reads * 37) % keys.length]!;
        expect(await read(studio.world.ports.media, key), key).toBe(sha256(files.get(key)!));
      }
      return reads;
    })();
    const { report } = await move({ deletesSource: true }).finally(() => {
      isMoving = false;
    });
    expect(await reading).toBeGreaterThan(20);
    expect(report).toMatchObject({ copied: files.size, sourcesDeleted: files.size, problems: 0 });
  });

  it("moves back as well", async () => {
    const { files } = await seed(10, cloudinary);
    const { report } = await move({ from: cloudinary, to: disk, deletesSource: true });
    expect(report).toMatchObject({ copied: files.size, sourcesDeleted: files.size, problems: 0 });
    expect(await missingIn(disk, files)).toEqual([]);
    expect(await missingIn(cloudinary, files)).toHaveLength(files.size);
  });

  it("takes no copy at its word: one that reads back otherwise is a problem, and its source stays", async () => {
    const { ids, files } = await seed(3);
    const wanted = mediaKey(ids[1]!, "preview", "png");
    // The first look finds nothing; the second one is at the copy, and sees half of it.
    let looks = 0;
    const to = preceded(cloudinary, async (verb, key) => {
      if (verb !== "get" || key !== wanted || ++looks !== 2) return;
      cloud.faults.add([{ service: "cloudinary", path: `${ids[1]}/preview`, truncate: true }]);
    });
    const { report, problems } = await move({ to, deletesSource: true });
    expect(problems).toEqual([{ key: wanted, reason: "its copy differs from it" }]);
    expect(report).toMatchObject({ problems: 1, sourcesDeleted: files.size - 1 });
    expect(await read(disk, wanted)).toBe(sha256(files.get(wanted)!));
    expect((await move({ deletesSource: true })).report).toMatchObject({ problems: 0, sourcesDeleted: 1 });
    expect(await missingIn(cloudinary, files)).toEqual([]);
  });

  it("finds a copy that went bad later, also of the same size, and writes it again", async () => {
    const { ids, files } = await seed(3);
    await move();
    const file = assetFile(mediaKey(ids[1]!, "preview", "png"));
    const content = readFileSync(file);
    content[content.length - 1]! ^= 1;
    writeFileSync(file, content);
    expect((await move({ deletesSource: true })).report).toMatchObject({ copied: 1, problems: 0 });
    expect(await missingIn(cloudinary, files)).toEqual([]);
  });

  it("leaves a source that is not what its row says, and says so; likewise one that is nowhere", async () => {
    const { ids, files } = await seed(3);
    const [damaged, lost] = [mediaKey(ids[0]!, "original", "png"), mediaKey(ids[1]!, "thumbnail", "png")];
    await disk.put(damaged, await picture("png", 200), "image/png");
    await disk.delete(lost);
    const { report, problems } = await move({ deletesSource: true });
    expect(problems).toHaveLength(2);
    expect(problems).toContainEqual({ key: damaged, reason: "it is damaged" });
    expect(problems).toContainEqual({ key: lost, reason: "it is in neither store" });
    expect([await cloudinary.exists(damaged), await disk.exists(damaged)]).toEqual([false, true]);
    expect(report.sourcesDeleted).toBe(files.size - 2);
  });

  it("goes on after a file that the store does not take, and leaves it where reading finds it", async () => {
    const { ids, files } = await seed(30);
    const large = await picture("png", 5, 400);
    const key = mediaKey(ids[7]!, "original", "png");
    await disk.put(key, large, "image/png");
    await studio.sql("UPDATE image SET sha256 = $2 WHERE id = $1", [ids[7], sha256(large)]);
    files.set(key, large);
    await cloud.control({ cloudinaryMaxBytes: large.length - 1 });
    const { report, problems } = await move({ deletesSource: true });
    await cloud.control({ cloudinaryMaxBytes: 10_485_760 });
    const reason = `Cloudinary takes ${large.length - 1} bytes at most, the file has ${large.length} (too_large)`;
    expect(problems).toEqual([{ key, reason }]);
    expect(report).toMatchObject({ pictures: 30, problems: 1, hasGivenUp: false });
    expect(await missingIn(studio.world.ports.media, files)).toEqual([]);
  });

  it("names every file of pictures that have none any more, and goes on", async () => {
    const { ids, files } = await seed(8);
    for (const id of ids.slice(1)) await deletePictureFiles(studio.world, id);
    const { report } = await move();
    expect(report).toMatchObject({ pictures: 8, problems: 7 * 3, hasGivenUp: false });
    expect([...files.keys()].filter((key) => key.includes(ids[0]!))).toHaveLength(report.copied);
  });

  it("gives up when a store is away, and loses nothing by it", async () => {
    const { files } = await seed(30);
    await cloud.control({ faults: [{ service: "cloudinary", status: 401, times: 10_000 }] });
    const { report } = await move({ deletesSource: true });
    expect(report).toMatchObject({ hasGivenUp: true, copied: 0, sourcesDeleted: 0 });
    expect(cloud.log.find({ service: "cloudinary" }).length).toBeLessThan(40);
    cloud.faults.clear();
    expect(await missingIn(disk, files)).toEqual([]);
  });

  it("writes no file of a picture that was purged on its way", async () => {
    const { ids, files } = await seed(8);
    const purged = ids[3]!;
    const to = preceded(cloudinary, async (verb, key) => {
      if (verb !== "put" || key !== mediaKey(purged, "preview", "png")) return;
      await studio.sql("UPDATE image SET deleted_at = now(), purge_started_at = now() WHERE id = $1", [purged]);
      await deletePictureFiles(studio.world, purged);
      await studio.sql("DELETE FROM image WHERE id = $1", [purged]);
    });
    const { report } = await move({ to });
    expect(report).toMatchObject({ pictures: 8, problems: 0 });
    const left = [...files.keys()].filter((key) => key.includes(purged));
    for (const key of left) expect([await disk.exists(key), await cloudinary.exists(key)], key).toEqual([false, false]);
  });

  it("is one at a time: two in opposite directions could each delete the other's copy", async () => {
    const { files } = await seed(20);
    const both = await Promise.allSettled([
      move({ deletesSource: true }),
      move({ from: cloudinary, to: disk, deletesSource: true }),
    ]);
    const refused = both.filter(({ status }) => status === "rejected");
    expect(refused).toMatchObject([{ reason: { code: "conflict" } }]);
    expect(await missingIn(studio.world.ports.media, files)).toEqual([]);
  });
});

describe("npm run media:move", () => {
  const environment = (changes: Record<string, string> = {}) => ({ ...process.env, ...studio.variables, ...changes });
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
  });

  /** The command itself, without the start script around it. */
  function run(args: string[], changes: Record<string, string> = {}) {
    const child = spawn(process.execPath, ["--import", "tsx", "lib/start/media-move-cli.ts", ...args], {
      cwd: path.resolve(import.meta.dirname, "../.."),
      env: environment(changes),
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
      child.on("close", (code) => resolve({ code, said })),
    );
    return { child, ended };
  }
  const all = ["--from", "disk", "--to", "cloudinary", "--delete-source"];

  it("loses nothing by kill -9 in the middle, again and again, and ends where it should", async () => {
    const { files } = await seed(60);
    for (const share of [0.15, 0.4, 0.7]) {
      const killed = run(all);
      await eventually(`${share} of the files`, async () => uploads() > files.size * share);
      killed.child.kill("SIGKILL");
      expect((await killed.ended).code).toBeNull();
      const [here, there] = [await missingIn(disk, files), await missingIn(cloudinary, files)];
      expect(here.length, "it was in the middle").toBeGreaterThan(0);
      expect(there.length, "it was in the middle").toBeGreaterThan(0);
      expect(here.filter((key) => there.includes(key))).toEqual([]);
    }
    const { code, said } = await run(all).ended;
    expect([code, said]).toEqual([0, expect.stringContaining("Done. 60 pictures looked at")]);
    expect(await missingIn(cloudinary, files)).toEqual([]);
    expect(await missingIn(disk, files)).toHaveLength(files.size);
    const again = await run(all).ended;
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining("0 files copied") });
    expect(again.said).not.toContain(cloud.options.cloudinarySecret);
  });

  it("takes away, after a kill, what it wrote of a picture that was purged meanwhile", async () => {
    const { ids } = await seed(1);
    const { ended } = run(all.slice(0, 4), { FAILPOINT: "after-moved-file" });
    expect((await ended).code).toBeNull();
    // The purge has passed before the last write of the killed process.
    await disk.delete(mediaKey(ids[0]!, "original", "png"));
    await studio.sql("UPDATE image SET deleted_at = now(), purge_started_at = now() WHERE id = $1", [ids[0]]);
    await studio.sql("DELETE FROM image WHERE id = $1", [ids[0]]);
    const key = mediaKey(ids[0]!, "original", "png");
    expect(await cloudinary.exists(key)).toBe(true);
    expect((await run(all).ended).code).toBe(0);
    expect(await cloudinary.exists(key)).toBe(false);
  });

  it("says what is wrong with how it was called, and changes nothing", async () => {
    await seed(1);
    const calls: [string[], Record<string, string>, RegExp][] = [
      [[], {}, /^Usage: /],
      [["--from", "disk", "--to", "disk"], {}, /^Usage: /],
      [["--from", "disk", "--to", "tape"], {}, /^Usage: /],
      [["--from", "disk", "--to", "s3"], {}, /^S3 is not set up here\. Set S3_BUCKET, and restart\./],
      [["--everything"], {}, /^Usage: /],
      [all, { MEDIA_STORE: "disk" }, /^New files still go to disk\. Set MEDIA_STORE=cloudinary and restart/],
      [all, { MEDIA_STORE: "disk", CLOUDINARY_URL: "" }, /^Cloudinary is not set up here\./],
      [all, { CLOUDINARY_URL: "https://key:secret-in-it@cloud" }, /CLOUDINARY_URL is not of the form/],
    ];
    const ends = await Promise.all(calls.map(([args, changes]) => run(args, changes).ended));
    for (const [i, { code, said }] of ends.entries()) {
      expect(said).toMatch(calls[i]![2]);
      expect(code).not.toBe(0);
      expect(said).not.toContain("secret-in-it");
    }
    expect(cloud.log.find({ service: "cloudinary" })).toEqual([]);
  });

  it("exits 1 when something stayed behind, and names it", async () => {
    const { ids } = await seed(2);
    await disk.delete(mediaKey(ids[0]!, "preview", "png"));
    const { code, said } = await run(all).ended;
    expect(code).toBe(1);
    expect(said).toContain(`${mediaKey(ids[0]!, "preview", "png")} stays where it is: it is in neither store.`);
  });
});
