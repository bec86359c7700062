import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNsfwjsClassifier } from "@/lib/providers/nsfwjs/classifier";
import { Child } from "@/tests/faults/child";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { makePicture, POSTS, publish } from "./posts";

/** kill -9 of the worker on either side of the decision: it is made once, told once, and its files are there. */
let studio: Studio;
let worker: Child;
let asha: Caller;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
  asha = await studio.newUser(20);
  worker = new Child("lib/start/worker.ts", studio.variables);
});
afterAll(async () => {
  await worker?.stop();
  await studio?.close();
});

const folderOf = (imageId: string) => path.join(studio.world.env.DATA_DIR, "media/images", imageId);
const killedAt = (step: string) => existsSync(path.join(studio.world.env.DATA_DIR, "failpoints", step));
const decisions = (postId: string) => studio.sql("SELECT rule FROM moderation_decision WHERE post_id = $1", [postId]);
const told = (postId: string) =>
  studio.sql("SELECT kind FROM notification WHERE post_id = $1 AND kind = 'moderation'", [postId]);

describe("kill -9 of the worker while a post is checked", () => {
  for (const step of ["before-screened", "after-screened"]) {
    it(`${step}: an ordinary picture goes live once`, async () => {
      await studio.forgetFailpoints();
      await worker.restartWith(studio.variables);
      const imageId = await makePicture(asha, { seed: step.length });
      await worker.restartWith({ ...studio.variables, FAILPOINT: step });
      const { body } = await publish(asha, imageId);
      await eventually("the kill", async () => killedAt(step) && worker.deaths.includes("SIGKILL"));
      await eventually("it to go live", async () => (await asha.get(`${POSTS}/${body.postId}`)).body.status === "live");
      expect(readdirSync(folderOf(imageId)).filter((name) => name.startsWith("post-"))).toHaveLength(3);
      expect([await decisions(body.postId), await told(body.postId)]).toEqual([[], []]);
      const milestones = (await asha.ledger()).filter(({ reason }) => reason === "milestone");
      expect(milestones).toHaveLength(1);
    });

    it(`${step}: a picture that can't be looked at is held, by one decision, told once`, async () => {
      await studio.forgetFailpoints();
      await worker.restartWith(studio.variables);
      const imageId = await makePicture(asha, { seed: 100 + step.length });
      await rm(path.join(folderOf(imageId), "original.png"));
      await worker.restartWith({ ...studio.variables, FAILPOINT: step });
      const { body } = await publish(asha, imageId);
      await eventually("the kill", async () => killedAt(step) && worker.deaths.includes("SIGKILL"));
      await eventually("the decision", async () => (await decisions(body.postId)).length > 0);
      await eventually(
        "an empty queue",
        async () => (await studio.sql("SELECT FROM graphile_worker.jobs")).length === 0,
      );
      expect([await decisions(body.postId), await told(body.postId)]).toEqual([
        [{ rule: "unchecked" }],
        [{ kind: "moderation" }],
      ]);
      expect((await asha.get(`${POSTS}/${body.postId}`)).body).toMatchObject({
        ...{ status: "held", hold: { rule: "unchecked", field: "picture" } },
      });
    });
  }
});

describe("the classifier", () => {
  const classifier = createNsfwjsClassifier();
  const grey = sharp({ create: { width: 320, height: 180, channels: 3, background: "#777" } });

  it.each<[string, () => Promise<Buffer>]>([
    ["no picture", async () => Buffer.from("<svg onload=alert(1)>")],
    ["half a picture", async () => (await grey.clone().jpeg().toBuffer()).subarray(0, 200)],
    ["nothing", async () => Buffer.alloc(0)],
  ])("refuses %s instead of clearing it", async (_, file) => {
    await expect(classifier.classify(await file())).rejects.toMatchObject({ kind: "invalid_input" });
  });

  it("gives five scores that add up to one, for any size and with transparency", async () => {
    for (const picture of [
      grey.clone().webp(),
      grey.clone().ensureAlpha(0.2).png(),
      grey.clone().resize(3, 900, { fit: "fill" }).png(),
    ]) {
      const { scores } = await classifier.classify(await picture.toBuffer());
      expect(Object.values(scores).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 3);
    }
  });
});
