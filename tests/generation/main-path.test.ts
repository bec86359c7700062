import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStudio, type Studio } from "./studio";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
  await studio.startWorker();
});
afterAll(() => studio.close());

describe("a picture from request to file", () => {
  it("debits once, creates once, and delivers a file of exactly the promised pixels", async () => {
    const user = await studio.newUser(3);
    const { status, body } = await user.generate();
    expect({ status, body }).toMatchObject({ status: 202, body: { status: "queued", creditsDebited: 1, balance: 2 } });
    const job = await user.ended(body.jobId);
    expect(job).toMatchObject({ status: "succeeded", width: 1024, height: 576, creditsRefunded: 0 });
    expect(studio.creates(body.jobId)).toHaveLength(1);
    expect(await user.balance()).toBe(2);
    await studio.booksHold();
  });
});
