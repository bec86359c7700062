import { afterAll, beforeAll, expect, it } from "vitest";
import { purgeDue, purgePicture } from "@/lib/domain/creations/purge-creations";
import { mediaKey } from "@/lib/domain/creations/variants";
import { makePicture, publish } from "@/tests/community/posts";
import { CASES, type Desk, openDesk } from "./desk";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await desk.studio.startWorker();
});
afterAll(() => desk.studio.close());

it("what a moderator deleted is kept sealed, whatever empties bins, until its days are over; then it is gone for good", async () => {
  const { world, sql } = desk.studio;
  const imageId = await makePicture(desk.author);
  const { postId } = (await publish(desk.author, imageId)).body;
  const { decisionId } = (await desk.decide(postId, "delete", { rule: "hate" })).body;
  const hasFiles = () => world.ports.media.exists(mediaKey(imageId, "original", "png"));
  const rows = async () => (await sql("SELECT FROM image WHERE id = $1", [imageId])).length;
  await desk.author.send("POST", "/api/studio/my-creations/empty-bin");
  await sql("UPDATE image SET purge_started_at = now() - interval '2 hours' WHERE id = $1", [imageId]);
  await purgeDue(world);
  await purgePicture(world, { imageId });
  expect([
    await hasFiles(),
    await rows(),
    (await desk.first.fetch("GET", `${CASES}/${postId}/original`)).status,
  ]).toEqual([true, 1, 200]);
  await expect(sql("DELETE FROM image WHERE id = $1", [imageId])).rejects.toThrow(/is not being purged/);
  await sql("UPDATE image SET evidence_until = now() - interval '1 second' WHERE id = $1", [imageId]);
  expect((await desk.undo(decisionId)).body.detail).toContain("has run out");
  await purgePicture(world, { imageId });
  expect([await hasFiles(), await rows()]).toEqual([false, 0]);
  expect((await desk.undo(decisionId)).status).toBe(409);
  await desk.studio.booksHold();
});
