import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { deletePictureFiles } from "@/lib/domain/creations/picture-files";
import { moveMedia } from "@/lib/domain/media/move-media";
import { openMediaStores } from "@/lib/start/media-stores";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { sha256 } from "@/tests/sandbox/picture-files";
import { ACCOUNT, BUCKET, openS3Server, type S3Server } from "@/tests/support/s3-server";

let s3: S3Server;
let studio: Studio;
let owner: Caller;
let imageId: string;
beforeAll(async () => {
  s3 = await openS3Server();
  studio = await openStudio({
    ...{ MEDIA_STORE: "s3", S3_BUCKET: BUCKET, S3_ENDPOINT: s3.url, S3_PATH_STYLE: "true" },
    ...{ S3_ACCESS_KEY_ID: ACCOUNT.accessKeyId, S3_SECRET_ACCESS_KEY: ACCOUNT.secretAccessKey },
  });
  await studio.startWorker();
  owner = await studio.newUser(2);
  const { body } = await owner.generate();
  imageId = (await owner.ended(body.jobId)).imageId ?? "";
});
afterAll(async () => {
  await studio.close();
  await s3.close();
});

const hashOfRow = async () =>
  (await studio.sql<{ sha256: string }>("SELECT sha256 FROM image WHERE id = $1", [imageId]))[0]?.sha256;
const download = async () => {
  const response = await owner.fetch("GET", `/api/studio/my-creations/${imageId}/download`);
  return sha256(Buffer.from(await response.arrayBuffer()));
};
const move = (from: "disk" | "s3", to: "disk" | "s3") => {
  const stores = openMediaStores(studio.world.env);
  return moveMedia(studio.world, {
    ...{ from: stores[from]!, to: stores[to]!, deletesSource: true },
    ...{ onProgress: () => {}, onProblem: () => {} },
  });
};

it("a new picture lies in the bucket only, and our own routes give it out byte for byte", async () => {
  expect(await download()).toBe(await hashOfRow());
  expect(existsSync(path.join(studio.world.env.DATA_DIR, "media"))).toBe(false);
  const list = (await owner.get("/api/studio/my-creations")).body;
  expect(JSON.stringify(list)).not.toContain(s3.url);
});

it("moves to the disk and back while it can be read all the time", async () => {
  for (const [from, to] of [
    ["s3", "disk"],
    ["disk", "s3"],
  ] as const) {
    const reading = eventually("a reading on the way", async () => (await download()) === (await hashOfRow()));
    const report = await move(from, to);
    await reading;
    expect(report).toMatchObject({ pictures: 1, problems: 0 });
    expect(report.sourcesDeleted).toBeGreaterThanOrEqual(3);
    const stores = openMediaStores(studio.world.env);
    const key = `images/${imageId}/original.png`;
    expect([await stores[from]!.exists(key), await stores[to]!.exists(key)]).toEqual([false, true]);
    expect(await download()).toBe(await hashOfRow());
  }
});

it("deleting for ever takes it out of the bucket", async () => {
  await deletePictureFiles(studio.world, imageId);
  expect(await openMediaStores(studio.world.env).s3!.exists(`images/${imageId}/original.png`)).toBe(false);
});
