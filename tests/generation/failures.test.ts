import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { JobView } from "@/lib/domain/generation/contract";
import { FAILURES, type FailureCode } from "@/lib/domain/generation/failures";
import type { Fault } from "@/lib/sandbox/faults";
import { eventually, openStudio, type Studio } from "./studio";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
  await studio.startWorker();
});
afterAll(() => studio.close());
afterEach(async () => {
  studio.sandbox.faults.clear();
  await studio.booksHold();
});

const onCreate = (fault: Partial<Fault>) =>
  studio.sandbox.faults.add([{ service: "replicate", method: "POST", path: "predictions", ...fault }]);

/** One picture of a new user with one credit, to its end. */
async function run(tokens: string): Promise<{ job: JobView; jobId: string; statuses: (number | "cut")[] }> {
  const user = await studio.newUser(1);
  const { body } = await user.generate({ prompt: `a red kite over green hills ${tokens}` });
  const job = await user.ended(body.jobId);
  const lines = (await user.ledger()).filter(({ reference }) => reference === body.jobId);
  const refund = { credits: 1, reason: "generation_refund", description: expect.stringMatching(/^Refund: /) };
  const debit = { credits: -1, reason: "generation", description: "Standard picture" };
  expect(lines).toMatchObject(job.status === "succeeded" ? [debit] : [refund, debit]);
  expect(await user.balance()).toBe(job.status === "succeeded" ? 0 : 1);
  return { job, jobId: body.jobId, statuses: studio.creates(body.jobId).map(({ status }) => status) };
}

async function expectFailure(tokens: string, code: FailureCode) {
  const { job, jobId, statuses } = await run(tokens);
  expect(job).toMatchObject({ status: "failed", creditsRefunded: 1, error: { code, message: FAILURES[code] } });
  return { jobId, statuses };
}

describe("a failure gives the credit back exactly once and says why", () => {
  const cases: [tokens: string, code: FailureCode][] = [
    ["[[sbx:fail]]", "provider_failed"],
    // R16
    ["[[sbx:nsfw]]", "content_rejected"],
    // R15
    ["[[sbx:empty]]", "no_picture"],
    // R18
    ["[[sbx:wrongsize]]", "wrong_size"],
    ["[[sbx:badfile]]", "broken_file"],
    ["[[sbx:html]]", "broken_file"],
    ["[[sbx:tiny]]", "wrong_size"],
    ["[[sbx:blank]]", "blank_picture"],
    // Without any webhook the reconciler finds it out.
    ["[[sbx:fail]] [[sbx:webhook=drop]]", "provider_failed"],
  ];
  it.each(cases)("%s: %s, one create", async (tokens, code) => {
    expect((await expectFailure(tokens, code)).statuses).toEqual([201]);
  });

  it("asks for a missing file three times (R14)", async () => {
    const { jobId } = await expectFailure("[[sbx:file404]]", "file_unavailable");
    const [row] = await studio.sql<{ prediction_id: string }>("SELECT prediction_id FROM generation WHERE id = $1", [
      jobId,
    ]);
    expect(studio.sandbox.log.find({ path: `/files/${row?.prediction_id}` })).toHaveLength(3);
  });

  it("fails when the service has removed the files already (R14)", async () => {
    const control = (fileTtlMs: number) =>
      fetch(`${studio.sandbox.url}/_control`, { method: "POST", body: JSON.stringify({ fileTtlMs }) });
    await control(-1);
    await expectFailure("[[sbx:webhook=drop]]", "file_unavailable");
    await control(3_600_000);
  });

  it("ends a prediction that never starts when its time is over (R17)", async () => {
    const { statuses } = await expectFailure("[[sbx:stuck]]", "timed_out");
    expect(statuses).toEqual([201]);
  });
});

describe("a refused create", () => {
  // The circuit opens on 401 and 402 of our account; the next test waits in the queue for it.
  it.each([
    [401, "provider_refused"],
    [402, "provider_unavailable"],
    [404, "provider_refused"],
    [422, "provider_refused"],
  ] as const)("%i: one request, refund, a neutral message, an alert (R6, R7)", async (status, code) => {
    const { statuses, jobId } = await expectFailure(`[[sbx:status=${status}]]`, code);
    expect(statuses).toEqual([status]);
    expect(FAILURES[code]).not.toMatch(/token|billing|insufficient|api/i);
    const alert = studio.logged.find(({ level, fields }) => level === "error" && fields?.generationId === jobId);
    expect(alert).toMatchObject({ event: "create refused", fields: { status, model: "stability-ai/sdxl" } });
  });

  it("names the fields of a 422 in the log, and no prompt (R7)", async () => {
    const field = { type: "number_lte", field: "input.width", description: "Must be less than or equal to 4" };
    onCreate({ status: 422, body: { title: "Input validation failed", detail: "-", invalid_fields: [field] } });
    const { jobId } = await expectFailure("", "provider_refused");
    const alert = studio.logged.find(({ level, fields }) => level === "error" && fields?.generationId === jobId);
    expect(alert?.fields).toMatchObject({ inputFields: ["input.width"] });
    expect(JSON.stringify(studio.logged)).not.toContain("red kite");
  });

  it("opens the circuit on 402: the next one is not sent before it closes, and then comes (R6)", async () => {
    await expectFailure("[[sbx:status=402]]", "provider_unavailable");
    const openedAt = Date.now();
    const { job, jobId } = await run("");
    expect(job.status).toBe("succeeded");
    const [sent] = studio.creates(jobId);
    expect(new Date(sent?.at ?? 0).getTime() - openedAt).toBeGreaterThan(150);
  });
});

describe("a create that was throttled (R2)", () => {
  it("is repeated once after the pause the service asked for", async () => {
    onCreate({ status: 429, retryAfter: 2 });
    const { job, statuses, jobId } = await run("");
    expect([job.status, statuses]).toEqual(["succeeded", [429, 201]]);
    const [first, second] = studio.creates(jobId).map(({ at }) => new Date(at).getTime());
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(2_000);
  });

  it("is sent twice and then waits in the queue", async () => {
    onCreate({ status: 429, retryAfter: 1, times: 2 });
    const { job, statuses } = await run("");
    expect([job.status, statuses]).toEqual(["succeeded", [429, 429, 201]]);
  });

  it("ends with a refund when it lasts", async () => {
    const { statuses } = await expectFailure("[[sbx:status=429]]", "provider_unavailable");
    expect(statuses.length).toBeGreaterThanOrEqual(2);
    expect(new Set(statuses)).toEqual(new Set([429]));
  });
});

describe("a create whose answer does not come is never sent twice", () => {
  it.each([
    ["503 as a page (R1)", { status: 503, html: true }],
    ["500", { status: 500 }],
    ["a connection cut before the service saw it", { reset: "before" }],
    ["no answer at all (R4)", { hang: true }],
  ] as const)("%s: searched for, not found, refunded", async (_, fault) => {
    onCreate(fault);
    expect((await expectFailure("", "answer_lost")).statuses).toHaveLength(1);
  });

  it.each([
    ["a connection cut after the service acted (R3)", { reset: "after" }],
    ["a stalled body (R4)", { stallBody: true }],
    ["half an answer (R5)", { truncate: true }],
  ] as const)("%s: its webhook brings the picture", async (_, fault) => {
    onCreate(fault);
    const { job, statuses } = await run("");
    expect(job.status).toBe("succeeded");
    expect(statuses).toHaveLength(1);
  });

  it("is found in the service's list when the webhook is lost as well (R3, R8)", async () => {
    onCreate({ reset: "after" });
    const { job, statuses } = await run("[[sbx:webhook=drop]]");
    expect(job.status).toBe("succeeded");
    expect(statuses).toHaveLength(1);
  });

  it("does not take a neighbour's prediction with the same words for it", async () => {
    const user = await studio.newUser(2);
    const ask = async (fault: Partial<Fault>): Promise<string> => {
      onCreate(fault);
      const { body } = await user.generate({ prompt: "a red kite over green hills [[sbx:webhook=drop]]" });
      await eventually("the lost create", async () => studio.creates(body.jobId).length === 1);
      return body.jobId;
    };
    const lost = await ask({ status: 503, html: true });
    const made = await ask({ reset: "after" });
    expect((await user.ended(lost)).error?.code).toBe("answer_lost");
    expect((await user.ended(made)).status).toBe("succeeded");
    expect(await user.balance()).toBe(1);
  });
});

describe("webhooks as they come", () => {
  it.each(["drop", "dup", "early", "reorder", "bad-signature"])(
    "%s: one picture, one debit (R8 to R12)",
    async (how) => {
      const { job, jobId, statuses } = await run(`[[sbx:webhook=${how}]]`);
      expect([job.status, statuses]).toEqual(["succeeded", [201]]);
      if (how === "reorder") await eventually("the late start event", async () => (await eventsOf(jobId)) === 2);
      expect((await studio.sql("SELECT id FROM image WHERE generation_id = $1", [jobId])).length).toBe(1);
      expect(["succeeded"]).toContain(
        (await studio.sql<{ state: string }>("SELECT state FROM generation WHERE id = $1", [jobId]))[0]?.state,
      );
    },
  );

  const eventsOf = async (jobId: string) =>
    (
      await studio.sql(
        "SELECT id FROM webhook_event WHERE payload ->> 'generationId' = $1 AND handled_at IS NOT NULL",
        [jobId],
      )
    ).length;
});
