import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { openJob } from "./open-job";
import { newMember } from "./team";

let studio: Studio;
let admin: Caller;
let who: Caller;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100", GENERATION_DEADLINE_MS: "60000" });
  await studio.startWorker();
  admin = await newMember(studio, "admin");
});
afterAll(() => studio.close());
beforeEach(async () => {
  who = await studio.newUser(10);
});

const act = (id: string, verb: "retry" | "refund") =>
  admin.send("POST", `/api/admin/jobs/${id}/${verb}`, { reason: "It has been waiting for long." });
const listed = async (query: string) =>
  (await admin.get(`/api/admin/jobs?user=${who.userId}&${query}`)).body.items.map(({ id }: { id: string }) => id);
const MINUTE_MS = 60_000;

describe("finding jobs", () => {
  it("finds what is stuck, waits, runs or failed, by user, reason and model", async () => {
    const fresh = await openJob(studio, who);
    const old = await openJob(studio, who, { createdAt: new Date(Date.now() - 11 * MINUTE_MS) });
    const late = await openJob(studio, who, { deadlineAt: new Date(Date.now() - MINUTE_MS) });
    expect((await listed("show=stuck")).toSorted()).toEqual([old, late].toSorted());
    expect((await listed("show=waiting")).toSorted()).toEqual([fresh, old, late].toSorted());
    await act(fresh, "refund");
    expect(await listed("show=failed&reason=stopped_by_studio")).toEqual([fresh]);
    expect(await listed("reason=timed_out")).toEqual([]);
    expect(await listed("model=bytedance/seedream-4")).toEqual([]);
    const [{ handle } = { handle: "" }] = await studio.sql<{ handle: string }>(
      `SELECT handle FROM "user" WHERE id = $1`,
      [who.userId],
    );
    const mine = await admin.get(`/api/admin/jobs?user=@${handle}`);
    expect(mine.body.items).toHaveLength(3);
    expect((await admin.get(`/api/admin/users/${who.userId}/jobs`)).body.items).toEqual(mine.body.items);
    for (const id of [old, late]) await act(id, "refund");
  });

  it("shows what was asked for, what happened, and what it moved", async () => {
    const { body } = await who.generate({ prompt: "a red kite over green hills", seed: 11 });
    await who.ended(body.jobId);
    const job = (await admin.get(`/api/admin/jobs/${body.jobId}`)).body;
    expect(job).toMatchObject({
      state: "succeeded",
      prompt: "a red kite over green hills",
      seed: 11,
      attempts: 1,
      cost: 1,
    });
    expect(job.timeline.map(({ event }: { event: string }) => event)).toEqual(
      expect.arrayContaining(["asked", "sent", "create_started", "succeeded"]),
    );
    expect(job.entries).toMatchObject([{ reason: "generation", credits: -1 }]);
    expect((await admin.get("/api/admin/jobs/gen_unknown")).status).toBe(404);
  });
});

describe("looking again", () => {
  it("takes the pause away, and the job is made", async () => {
    const id = await openJob(studio, who);
    expect(await act(id, "retry")).toMatchObject({ status: 200, body: { state: "queued" } });
    expect((await who.ended(id)).status).toBe("succeeded");
    expect(studio.creates(id)).toHaveLength(1);
    await studio.booksHold();
  });

  it("never sends again what may have arrived: it is looked for, and refunded where it is not found", async () => {
    const lost = { state: "submitting", createStartedAt: new Date(), submittedAt: new Date(), submitAttempts: 1 };
    const id = await openJob(studio, who, { ...lost, nextCheckAt: new Date(Date.now() + 3_600_000) });
    for (let again = 0; again < 3; again++) expect((await act(id, "retry")).status).toBe(200);
    const ended = await eventually("the end", async () => {
      await act(id, "retry");
      const job = await who.job(id);
      return job.status === "failed" && job;
    });
    expect(ended.error?.code).toBe("answer_lost");
    expect(studio.creates(id)).toHaveLength(0);
    expect(await who.balance()).toBe(10);
    await studio.booksHold();
  });
});

describe("ending a job with its refund", () => {
  it("gives the credits back and stops the prediction", async () => {
    const { body } = await who.generate({ prompt: "a red kite over green hills [[sbx:stuck]]" });
    const running = await eventually("a prediction", async () => {
      const job = (await admin.get(`/api/admin/jobs/${body.jobId}`)).body;
      return job.predictionId && job;
    });
    expect(await act(body.jobId, "refund")).toMatchObject({ status: 200, body: { state: "failed" } });
    expect(await who.balance()).toBe(10);
    expect((await who.ledger())[0]?.description).toContain("The studio stopped this picture.");
    await eventually(
      "the stop",
      async () => studio.sandbox.log.find({ service: "replicate", path: `${running.predictionId}/cancel` }).length > 0,
    );
    await studio.booksHold();
  });

  it("refunds once, however many ask at once, and says what became of it", async () => {
    const id = await openJob(studio, who);
    const answers = await Promise.all([act(id, "refund"), act(id, "refund"), act(id, "refund")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.detail).toMatch(/credits went back/);
    expect(await who.balance()).toBe(10);
    await studio.booksHold();
  });

  it("leaves a job that succeeded, and says how to make up for it", async () => {
    const { body } = await who.generate();
    await who.ended(body.jobId);
    for (const verb of ["retry", "refund"] as const) {
      const answer = await act(body.jobId, verb);
      expect(answer).toMatchObject({ status: 409, body: { code: "conflict" } });
      expect(answer.body.detail).toMatch(/adjust the person's credits/);
    }
    expect(await who.balance()).toBe(9);
  });
});
