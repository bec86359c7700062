import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, openStudio, type Studio } from "./studio";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
});
afterAll(() => studio.close());

const statuses = (answers: Answer[]) =>
  Object.fromEntries(
    [...new Set(answers.map(({ status }) => status))].map((s) => [s, answers.filter((a) => a.status === s).length]),
  );
const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe("requestGeneration: one debit", () => {
  it("lets one of fifty simultaneous requests on one credit through, and refuses forty-nine", async () => {
    const user = await studio.newUser(1);
    const answers = await times(50, () => user.generate());
    expect(statuses(answers)).toEqual({ 202: 1, 402: 49 });
    expect(answers.find(({ status }) => status === 402)?.body).toMatchObject({
      code: "insufficient_credits",
      needed: 1,
      available: 0,
    });
    expect(await user.balance()).toBe(0);
    const jobs = await studio.sql("SELECT id FROM generation WHERE user_id = $1", [user.userId]);
    const debits = await studio.sql("SELECT id FROM ledger_entry WHERE account_id = $1 AND reason = 'generation'", [
      user.userId,
    ]);
    expect([jobs.length, debits.length]).toEqual([1, 1]);
    await studio.booksHold();
  });

  it("gives fifty simultaneous repeats of one key the same answer and makes one job", async () => {
    const user = await studio.newUser(5);
    const key = randomUUID();
    const answers = await times(50, () => user.generate({}, key));
    expect(statuses(answers)).toEqual({ 202: 50 });
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await user.balance()).toBe(4);
    await studio.booksHold();
  });

  it("debits each variation by a row of its own, and none when there is too little for all", async () => {
    const user = await studio.newUser(7);
    const four = await user.generate({ count: 4 });
    expect(four.body).toMatchObject({ creditsDebited: 4, balance: 3 });
    expect(new Set(four.body.jobs.map(({ jobId }: { jobId: string }) => jobId)).size).toBe(4);
    expect(four.body.jobId).toBe(four.body.jobs[0].jobId);
    expect((await user.generate({ count: 4 })).status).toBe(402);
    expect(await user.balance()).toBe(3);
    const seeds = await studio.sql<{ seed: number }>("SELECT seed FROM generation WHERE user_id = $1 ORDER BY seed", [
      user.userId,
    ]);
    expect(seeds.map(({ seed }) => seed)).toEqual([7, 8, 9, 10]);
    expect((await user.ledger()).filter(({ reason }) => reason === "generation").map(({ credits }) => credits)).toEqual(
      [-1, -1, -1, -1],
    );
  });
});

describe("requestGeneration: what a key remembers", () => {
  it("refuses the key for another body and for another order of the same body repeats", async () => {
    const user = await studio.newUser(3);
    const key = randomUUID();
    const first = await user.generate({ style: "poster" }, key);
    expect((await user.generate({ style: "cinematic" }, key)).body).toMatchObject({
      status: 409,
      code: "idempotency_conflict",
    });
    const reordered = await user.send(
      "POST",
      "/api/studio/generate",
      { style: "poster", seed: 7, aspectRatio: "16:9", tier: "standard", prompt: "a red kite over green hills" },
      { "Idempotency-Key": key },
    );
    expect(reordered.body).toEqual(first.body);
    expect(await user.balance()).toBe(2);
  });

  it("lets one of two bodies that race under one key win", async () => {
    const user = await studio.newUser(9);
    const key = randomUUID();
    const answers = await times(20, (i) => user.generate({ style: i % 2 ? "poster" : "cinematic" }, key));
    expect(statuses(answers)).toEqual({ 202: 10, 409: 10 });
    expect(await user.balance()).toBe(8);
  });

  it("keeps a key to its account", async () => {
    const [one, other] = [await studio.newUser(1), await studio.newUser(1)];
    const key = randomUUID();
    const [first, second] = [await one.generate({}, key), await other.generate({}, key)];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.body.jobId).not.toBe(second.body.jobId);
  });

  it("repeats 402, even when there is credit by now", async () => {
    const user = await studio.newUser(1);
    const key = randomUUID();
    const refused = await user.generate({ tier: "premium4k" }, key);
    expect(refused.status).toBe(402);
    await studio.grant(user, 9);
    expect(await user.balance()).toBe(10);
    const again = await user.generate({ tier: "premium4k" }, key);
    expect({ ...again.body, requestId: "" }).toEqual({ ...refused.body, requestId: "" });
  });

  it("repeats a refusal by the content rules and names rule and field", async () => {
    const user = await studio.newUser(1);
    const key = randomUUID();
    const body = { prompt: "nude schoolgirl" };
    const refused = await user.generate(body, key);
    expect(refused.body).toMatchObject({
      status: 422,
      code: "content_policy_violation",
      rule: "sexual_minors",
      errors: [{ field: "prompt" }],
    });
    expect({ ...(await user.generate(body, key)).body, requestId: "" }).toEqual({ ...refused.body, requestId: "" });
    expect((await user.generate({ prompt: "a quiet street" }, key)).body.code).toBe("idempotency_conflict");
    expect(await user.balance()).toBe(1);
  });

  it("does not remember malformed requests", async () => {
    const user = await studio.newUser(1);
    const key = randomUUID();
    expect((await user.generate({ tier: "gold" }, key)).body).toMatchObject({
      status: 422,
      errors: [{ field: "tier" }],
    });
    expect((await user.generate({ templateId: "no-such" }, key)).body).toMatchObject({
      status: 422,
      errors: [{ field: "templateId" }],
    });
    expect((await user.generate({}, key)).status).toBe(202);
  });

  it.each(["", "with space", "x".repeat(256)])("needs a key of 1 to 255 visible characters (%j)", async (key) => {
    const user = await studio.newUser(1);
    expect((await user.generate({}, key)).body).toMatchObject({ status: 422, errors: [{ field: "Idempotency-Key" }] });
  });
});

describe("requestGeneration: price in force", () => {
  it("refuses a quote that is not the price, names the new one, moves nothing, and repeats that", async () => {
    const user = await studio.newUser(5);
    const key = randomUUID();
    const refused = await user.generate({ quotedCredits: 0.5 }, key);
    expect(refused.body).toMatchObject({ status: 409, code: "conflict", priceCredits: 1 });
    expect((await user.generate({ quotedCredits: 0.5 }, key)).body).toMatchObject({ status: 409, code: "conflict" });
    expect(await user.balance()).toBe(5);
    expect((await user.generate({ quotedCredits: 3, count: 3 })).status).toBe(202);
  });

  it("reads the price by the database's clock: one that comes into force later does not count yet", async () => {
    const user = await studio.newUser(5);
    await studio.sql("INSERT INTO settings (effective_at, standard_units) VALUES (now() + interval '1 hour', 900)");
    expect((await user.generate({ quotedCredits: 1 })).status).toBe(202);
    await studio.sql("INSERT INTO settings (effective_at, standard_units) VALUES (clock_timestamp(), 150)");
    expect((await user.generate({ quotedCredits: 1 })).body).toMatchObject({ code: "conflict", priceCredits: 1.5 });
    expect((await user.generate({ quotedCredits: 1.5 })).body).toMatchObject({ creditsDebited: 1.5, balance: 2.5 });
    await studio.sql("INSERT INTO settings (effective_at) VALUES (clock_timestamp())");
    await studio.booksHold();
  });
});

describe("requestGeneration: the rest", () => {
  it("holds 24 of a user's pictures and refuses the 25th without remembering that", async () => {
    const user = await studio.newUser(40);
    const key = randomUUID();
    for (let i = 0; i < 6; i++) expect((await user.generate({ count: 4 })).status).toBe(202);
    const full = await user.generate({}, key);
    expect(full.body.code).toBe("rate_limited");
    expect(Number(full.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await user.balance()).toBe(16);
    const [first] = (await user.get("/api/studio/jobs?status=queued")).body.items;
    await user.send("POST", `/api/studio/generate/${first.jobId}/cancel`);
    expect((await user.generate({}, key)).status).toBe(202);
  });

  it("accepts options that the tier's model can't use, and says which", async () => {
    const user = await studio.newUser(9);
    const options = { negativePrompt: "blurry", seed: 5, watermark: false };
    expect((await user.generate({ ...options, tier: "premium2k" })).body.ignored).toEqual([
      "negativePrompt",
      "seed",
      "watermark",
    ]);
    expect((await user.generate({ ...options, watermark: undefined })).body.ignored).toEqual([]);
  });

  it("is for verified users, and a post to remix is not found", async () => {
    const newcomer = await studio.newUser(1, { isVerified: false });
    expect((await newcomer.generate()).body).toMatchObject({ status: 403, code: "forbidden" });
    const user = await studio.newUser(1);
    expect((await user.generate({ sourcePostId: "pst_1" })).status).toBe(404);
  });

  it("keeps every script as typed after NFC", async () => {
    const user = await studio.newUser(1);
    const prompt = "क्‍ष दीपावली की रात में जलते दीये 👩‍👩‍👧 مرحبا بالعالم e\u0301";
    const { body } = await user.generate({ prompt: `\u200b${prompt}\u0007` });
    expect((await user.job(body.jobId)).prompt).toBe(prompt.normalize("NFC"));
    const { items } = (await user.get(`/api/studio/prompts?q=${encodeURIComponent("दीये")}`)).body;
    expect(items.map((item: { prompt: string }) => item.prompt)).toEqual([prompt.normalize("NFC")]);
  });

  it("remembers a prompt once, last used first, and forgets it only for its owner", async () => {
    const [user, other] = [await studio.newUser(5), await studio.newUser(0)];
    for (const prompt of ["first idea", "second idea", "first idea"]) await user.generate({ prompt });
    const { items } = (await user.get("/api/studio/prompts?limit=1")).body;
    expect(items).toMatchObject([{ prompt: "first idea" }]);
    expect((await other.send("DELETE", `/api/studio/prompts/${items[0].id}`)).status).toBe(404);
    expect((await user.send("DELETE", `/api/studio/prompts/${items[0].id}`)).status).toBe(204);
    const left = (await user.get("/api/studio/prompts")).body;
    expect(left).toMatchObject({ items: [{ prompt: "second idea" }], nextCursor: null });
  });
});
