import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { settleGeneration } from "@/lib/domain/generation/settle-generation";
import { enqueue } from "@/lib/jobs/enqueue";
import { Child } from "@/tests/faults/child";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { paint, seedPictures, storeFiles } from "./many";

/** kill -9 of the worker at every step of a purge, of a conversion and of a delivery that comes to nothing: files and row die together. */
let studio: Studio;
let worker: Child;
let user: Caller;
let file: Buffer;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
  user = await studio.newUser(10);
  file = await paint(64, 36);
  worker = new Child("lib/start/worker.ts", studio.variables);
});
afterAll(async () => {
  await worker?.stop();
  await studio?.close();
});

const filesOf = (imageId: string): string[] => {
  const folder = path.join(studio.world.env.DATA_DIR, "media/images", imageId);
  return existsSync(folder) ? readdirSync(folder) : [];
};
const rows = async (imageId: string) => (await studio.sql("SELECT FROM image WHERE id = $1", [imageId])).length;
const killedAt = (step: string) => existsSync(path.join(studio.world.env.DATA_DIR, "failpoints", step));
const restartFor = (step: string) => worker.restartWith({ ...studio.variables, FAILPOINT: step });

describe("kill -9 of the worker", () => {
  for (const step of ["before-purge-files", "between-purged-files", "after-purge-files", "after-purge-row"]) {
    it(`${step}: the next one finishes`, async () => {
      const [id = "", kept = ""] = await seedPictures(studio, user, { count: 2 });
      await storeFiles(studio, [id, kept], file);
      await restartFor(step);
      await user.send("DELETE", `/api/studio/my-creations/${id}`);
      await user.send("POST", "/api/studio/my-creations/bulk", { action: "purge", ids: [id] });
      await eventually("the kill", async () => worker.deaths.includes("SIGKILL") && killedAt(step));
      await eventually("the end", async () => (await rows(id)) === 0 && filesOf(id).length === 0);
      const [job] = await studio.sql<{ purged: boolean }>(
        "SELECT picture_purged_at IS NOT NULL AS purged FROM generation WHERE id = $1",
        [id.replace("img_", "gen_")],
      );
      expect([job?.purged, await rows(kept), filesOf(kept).length]).toEqual([true, 1, 3]);
      await eventually(
        "an empty queue",
        async () => (await studio.sql("SELECT FROM graphile_worker.jobs")).length === 0,
      );
    });
  }

  it("after a converted file was written and its picture was purged meanwhile: the file goes too", async () => {
    const [id = ""] = await seedPictures(studio, user, { count: 1 });
    await storeFiles(studio, [id], file);
    await restartFor("after-derived");
    await inTransaction(studio.world, (tx) =>
      enqueue(tx, "convert-picture", { imageId: id, format: "webp" }, { jobKey: `convert:${id}:webp` }),
    );
    await eventually("the kill", async () => killedAt("after-derived"));
    // As a purge that passed before the file was written would have left it.
    await studio.sql("UPDATE image SET deleted_at = now(), purge_started_at = now() WHERE id = $1", [id]);
    expect(filesOf(id)).toContain("converted.webp");
    await eventually("the end of the file", async () => !filesOf(id).includes("converted.webp"));
  });

  it("after a picture was stored, and its job ended without it: no file stays", async () => {
    await restartFor("after-store");
    const jobId = (await user.generate()).body.jobId;
    const imageId = jobId.replace("gen_", "img_");
    await eventually("the kill", async () => killedAt("after-store"));
    expect(filesOf(imageId).length).toBe(3);
    await studio.sql("UPDATE generation SET lease_until = NULL WHERE id = $1", [jobId]);
    expect(await settleGeneration(studio.world, jobId, { state: "cancelled" })).toBe(true);
    await eventually("the end of the files", async () => filesOf(imageId).length === 0);
    expect(await rows(imageId)).toBe(0);
  });
});

describe("a delivery that loses its job while it stores the picture", () => {
  it("deletes what it stored", async () => {
    await worker.stop();
    await studio.startWorker();
    const { media } = studio.world.ports;
    const put = media.put;
    let imageId = "";
    media.put = async (key, content, type) => {
      await put(key, content, type);
      if (!key.includes("original")) return;
      imageId = key.split("/")[1] ?? "";
      const jobId = imageId.replace("img_", "gen_");
      await studio.sql("UPDATE generation SET lease_until = NULL WHERE id = $1", [jobId]);
      await settleGeneration(studio.world, jobId, { state: "cancelled" });
      // Without the task that looks later, it is the delivery's own doing.
      await studio.sql("DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'discard:%'");
      expect(filesOf(imageId).length).toBe(3);
    };
    try {
      const jobId = (await user.generate({ seed: 8 })).body.jobId;
      expect((await user.ended(jobId)).status).toBe("cancelled");
      await eventually("the end of the files", async () => imageId && filesOf(imageId).length === 0);
      expect(await rows(imageId)).toBe(0);
    } finally {
      media.put = put;
    }
  });
});
