import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ASPECT_RATIOS, sizeOf } from "@/lib/domain/generation/tiers";
import { pixelsOf } from "@/lib/sandbox/replicate/pixels";
import { eventually, openReceiver, openSandbox, REPLICATE_TOKEN } from "./sandbox";

const SDXL = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";
const FLUX = "black-forest-labs/flux-schnell";

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
beforeAll(async () => {
  [sandbox, receiver] = await Promise.all([openSandbox(), openReceiver()]);
});
afterEach(() => {
  receiver.deliveries.length = 0;
});
afterAll(() => Promise.all([sandbox.close(), receiver.close()]));

const ask = (method: string, address: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(address.startsWith("http") ? address : `${sandbox.url}/replicate/v1${address}`, {
    method,
    headers: { Authorization: `Bearer ${REPLICATE_TOKEN}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(12_000),
  });
const create = (tokens: string, more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  ask(
    "POST",
    "/predictions",
    { version: SDXL, input: { prompt: `a kite ${tokens}`, width: 64, height: 64 }, ...more },
    headers,
  );
// biome-ignore lint/suspicious/noExplicitAny: a prediction is whatever the sandbox says; the assertions are the types.
const made = async (tokens: string, more?: Record<string, unknown>): Promise<any> =>
  (await create(tokens, more)).json();
const ended = (id: string) =>
  eventually(async () => {
    const one = await (await ask("GET", `/predictions/${id}`)).json();
    return one.completed_at && one;
  });
const eventsOf = () => receiver.deliveries.map(({ body }) => JSON.parse(body));
const hook = (events?: string[]) => ({
  webhook: receiver.url,
  ...(events ? { webhook_events_filter: events } : {}),
});

describe("tokens in a prompt", () => {
  it.each([
    ["nsfw-all", /NSFW content detected in all outputs/],
    ["e005", /flagged as sensitive.*E005/],
  ])("%s fails in that model's words", async (token, text) => {
    const one = await ended((await made(`[[sbx:${token}]]`)).id);
    expect(one).toMatchObject({ status: "failed", output: null, error: expect.stringMatching(text) });
  });

  it("null succeeds without output, removed with the data gone, hugefile with more than anybody takes", async () => {
    expect(await ended((await made("[[sbx:null]]")).id)).toMatchObject({ status: "succeeded", output: null });
    expect(await ended((await made("[[sbx:removed]]")).id)).toMatchObject({ data_removed: true, output: null });
    const { output } = await ended((await made("[[sbx:hugefile]]")).id);
    expect(Number((await ask("GET", output[0])).headers.get("content-length"))).toBeGreaterThan(40 * 1024 * 1024);
  });

  it("late-cancel: a cancel that comes too late leaves a success", async () => {
    const { id } = await made("[[sbx:late-cancel]] [[sbx:slow:60s]]");
    expect(await (await ask("POST", `/predictions/${id}/cancel`)).json()).toMatchObject({
      status: "succeeded",
      output: [expect.any(String)],
    });
  });

  it.each([402, 422, 429, 503])("status=%i refuses the create and makes nothing", async (status) => {
    const before = (await (await ask("GET", "/predictions")).json()).results.length;
    expect((await create(`[[sbx:status=${status}]]`)).status).toBe(status);
    expect((await (await ask("GET", "/predictions")).json()).results.length).toBe(before);
  });

  it.each(["reset-after-write", "hang", "stall", "truncate"])("%s: no usable answer, and it exists", async (token) => {
    const answer = fetch(`${sandbox.url}/replicate/v1/predictions`, {
      method: "POST",
      headers: { Authorization: `Bearer ${REPLICATE_TOKEN}` },
      body: JSON.stringify({ version: SDXL, input: { prompt: `${token} [[sbx:${token}]]` } }),
      signal: AbortSignal.timeout(500),
    });
    await expect(answer.then((response) => response.json())).rejects.toThrow();
    const { results } = await (await ask("GET", "/predictions")).json();
    expect(results[0].input.prompt).toContain(token);
  });

  it("reset-before-write cuts the line and makes nothing", async () => {
    await expect(create("cut before [[sbx:reset-before-write]]")).rejects.toThrow();
    const { results } = await (await ask("GET", "/predictions")).json();
    expect(results[0].input.prompt).not.toContain("cut before");
  });
});

describe("webhooks", () => {
  it("come for new output and the end by default, and for all four events when asked", async () => {
    await made("", hook());
    await eventually(() => receiver.deliveries.length === 2);
    expect(
      eventsOf()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(["processing", "succeeded"]);
    receiver.deliveries.length = 0;
    await made("", hook(["start", "output", "logs", "completed"]));
    await eventually(() => receiver.deliveries.length === 4);
    const started = eventsOf().filter(({ status, output }) => status === "processing" && output === null);
    expect(started).toHaveLength(2);
    expect(started[0]).not.toHaveProperty("completed_at");
    expect(new Set(receiver.deliveries.map(({ headers }) => headers["webhook-id"])).size).toBe(4);
  });

  it("tell how it stood when the event happened, also when they leave after the end", async () => {
    await made("[[sbx:webhook=reorder]]", hook(["start", "completed"]));
    await eventually(() => receiver.deliveries.length === 2);
    const [last, first] = eventsOf();
    expect(last).toMatchObject({ status: "succeeded", completed_at: expect.any(String) });
    expect(first).toMatchObject({
      status: "processing",
      output: null,
      logs: expect.stringMatching(/^Using seed: \d+\n$/),
    });
    expect(first).not.toHaveProperty("completed_at");
    expect(first).not.toHaveProperty("metrics");
  });

  it("early: it is there before the create answers", async () => {
    const one = await made("[[sbx:webhook=early]]", hook(["completed"]));
    expect(eventsOf()).toMatchObject([{ id: one.id, status: "succeeded" }]);
  });

  it("late and delayed: not with the end, but by the clock", async () => {
    for (const token of ["late", "dup,delay:20s"]) {
      receiver.deliveries.length = 0;
      await ended((await made(`[[sbx:webhook=${token}]]`, hook(["completed"]))).id);
      await ended((await made("", hook(["completed"]))).id);
      await eventually(() => receiver.deliveries.length === 1);
      sandbox.clock.advance(21_000);
      await eventually(() => receiver.deliveries.length === (token === "late" ? 2 : 3));
    }
  });

  it("old and huge: ten minutes ago, five megabytes", async () => {
    await made("[[sbx:webhook=old]]", hook(["completed"]));
    await eventually(() => receiver.deliveries.length === 1);
    const age = sandbox.clock.now() / 1000 - Number(receiver.deliveries[0]?.headers["webhook-timestamp"]);
    expect(age).toBeGreaterThan(590);
    receiver.deliveries.length = 0;
    await made("[[sbx:webhook=huge]]", hook(["completed"]));
    await eventually(() => receiver.deliveries.length === 1);
    expect(receiver.deliveries[0]?.body.length).toBeGreaterThan(5_000_000);
  });

  it("wait five seconds for an answer and then try again", async () => {
    let requests = 0;
    const silent = createServer((_, response) => {
      requests++;
      if (requests > 1) response.end();
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const webhook = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/silent`;
    await made("", { webhook, webhook_events_filter: ["completed"] });
    await eventually(() => requests === 2);
    const [first, second] = sandbox.log.find({ service: "webhook", path: "/silent" });
    expect([first?.status, second?.path]).toEqual(["cut", "/silent"]);
    expect(first?.ms).toBeGreaterThanOrEqual(4_900);
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });

  it("are given up about a minute after the end; only the last event is tried again, no redirect is followed", async () => {
    const moved = await openReceiver(() => 302);
    // By the log: it is the sandbox that must have seen the answer before its clock moves on.
    const attempts = () => sandbox.log.find({ service: "webhook", status: "302" }).length;
    await made("", { webhook: moved.url, webhook_events_filter: ["start", "completed"] });
    await eventually(() => attempts() === 2);
    for (let attempt = 3; attempt <= 8; attempt++) {
      sandbox.clock.advance(33_000);
      await eventually(() => attempts() === attempt);
    }
    sandbox.clock.advance(3_600_000);
    await ended((await made("another")).id);
    expect(moved.deliveries).toHaveLength(8);
    await moved.close();
  });

  it.each(["https://10.0.0.1/hook", "http://169.254.169.254/latest", "ftp://127.0.0.1/x", "nonsense"])(
    "never leave this machine: %s is refused",
    async (webhook) => {
      const answer = await create("", { webhook });
      expect([answer.status, (await answer.json()).invalid_fields[0].field]).toEqual([422, "webhook"]);
    },
  );
});

describe("the API", () => {
  it("pages its list by cursor, newest first, none twice and none skipped while new ones come", async () => {
    for (let at = 0; at < 105; at++) await made(`number ${at}`);
    const first = await (await ask("GET", "/predictions")).json();
    expect(first.results).toHaveLength(100);
    await made("came in between");
    const second = await (await ask("GET", first.next)).json();
    const ids = [...first.results, ...second.results].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(100 + second.results.length);
    expect(second.results.length).toBeGreaterThanOrEqual(5);
    const back = await (await ask("GET", second.previous)).json();
    expect(back.results.map(({ id }: { id: string }) => id)).toContain(first.results[5].id);
  });

  it("knows wrong methods, models that run by version only, and events that do not exist", async () => {
    for (const [method, address] of [
      ["PUT", "/predictions"],
      ["GET", `/models/${FLUX}/predictions`],
      ["POST", "/webhooks/default/secret"],
      ["DELETE", `/models/${FLUX}`],
    ] as const)
      expect((await ask(method, address, method === "POST" ? {} : undefined)).status, address).toBe(405);
    const input = { prompt: "x" };
    expect((await ask("POST", "/models/stability-ai/sdxl/predictions", { input })).status).toBe(404);
    expect((await ask("POST", "/predictions", { version: "stability-ai/sdxl", input })).status).toBe(422);
    expect((await ask("POST", "/predictions", { version: `stability-ai/sdxl:${SDXL}`, input })).status).toBe(201);
    expect((await ask("POST", "/predictions", { version: FLUX, input })).status).toBe(201);
    const wrong = await create("", { webhook_events_filter: ["finished"] });
    expect((await wrong.json()).invalid_fields[0].field).toBe("webhook_events_filter");
    expect((await ask("POST", `/models/${FLUX}/predictions`, { input: { prompt: 7 } })).status).toBe(422);
  });

  it("takes Cancel-After with and without units, and tells the deadline", async () => {
    for (const [header, seconds] of [
      ["30", 30],
      ["5m", 300],
      ["1h30m45s", 5_445],
    ] as const) {
      const one = await (await create("", {}, { "Cancel-After": header })).json();
      expect(Date.parse(one.deadline) - Date.parse(one.created_at)).toBe(seconds * 1000);
    }
    for (const header of ["4s", "soon", ""])
      expect((await create("", {}, { "Cancel-After": header })).status).toBe(422);
  });

  it("gives as many outputs as were asked for, each a picture of its own that stays the same", async () => {
    const { id } = await made("", { input: { prompt: "a boat", num_outputs: 3, width: 64, height: 64, seed: 5 } });
    const { output } = await ended(id);
    expect(output).toHaveLength(3);
    const bytes = async (address: string) => Buffer.from(await (await ask("GET", address)).arrayBuffer());
    const files = await Promise.all(output.map(bytes));
    expect(new Set(files.map((file: Buffer) => file.toString("base64"))).size).toBe(3);
    expect((await bytes(output[0])).equals(files[0])).toBe(true);
    expect((await ask("GET", output[0].replace("out-0", "out-3"))).status).toBe(404);
  });
});

describe("pixels", () => {
  it("are exactly those the product asks each tier's model for, in all six ratios", () => {
    for (const ratio of ASPECT_RATIOS) {
      const [standard, two, four] = [sizeOf("standard", ratio), sizeOf("premium2k", ratio), sizeOf("premium4k", ratio)];
      expect(pixelsOf("stability-ai/sdxl", standard)).toEqual(standard);
      expect(pixelsOf("bytedance/seedream-4", { size: "custom", ...two })).toEqual(two);
      expect(pixelsOf("bytedance/seedream-4.5", { size: "custom", ...four })).toEqual(four);
    }
  });

  it("of a class keep its area, whatever the ratio", () => {
    expect(pixelsOf("bytedance/seedream-4", { size: "2K", aspect_ratio: "4:3" })).toEqual({
      width: 2304,
      height: 1728,
    });
    for (const aspect_ratio of ["1:1", "16:9", "9:16", "3:2", "2:3", "21:9"]) {
      const { width, height } = pixelsOf("bytedance/seedream-4.5", { size: "4K", aspect_ratio })!;
      expect((width * height) / 4096 ** 2).toBeCloseTo(1, 0);
    }
    const flux = pixelsOf("black-forest-labs/flux-2-pro", { resolution: "4 MP", aspect_ratio: "16:9" })!;
    expect([flux.width % 16, flux.height % 16]).toEqual([0, 0]);
    expect(flux.width / flux.height).toBeCloseTo(16 / 9, 1);
  });

  it("come out of the file in the format that was asked for", async () => {
    const input = { prompt: "a boat", aspect_ratio: "3:2", megapixels: "0.25", output_format: "jpg" };
    const one = await (await ask("POST", `/models/${FLUX}/predictions`, { input })).json();
    const { output } = await ended(one.id);
    const file = Buffer.from(await (await ask("GET", output[0])).arrayBuffer());
    expect(await sharp(file).metadata()).toMatchObject({ format: "jpeg", width: 608, height: 416 });
  });
});
