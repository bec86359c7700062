import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import type { ValidateFunction } from "ajv";
import Replicate, { validateWebhook } from "replicate";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { onceFetch } from "@/lib/providers/replicate/once-fetch";
import { isSignedByReplicate } from "@/lib/providers/replicate/webhook";
import openApi from "@/lib/sandbox/data/replicate-openapi.json" with { type: "json" };
import { eventually, openReceiver, openSandbox, REPLICATE_TOKEN, WEBHOOK_SECRET } from "./sandbox";

const SDXL = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";
const ENDED = ["succeeded", "failed", "canceled", "aborted"];

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterEach(() => sandbox.control({ clear: true, speed: 0.05, fileTtlMs: 3_600_000 }));
afterAll(() => sandbox.close());

const sdk = (headers: Record<string, string> = {}, auth = REPLICATE_TOKEN) =>
  new Replicate({
    auth,
    baseUrl: `${sandbox.url}/replicate/v1`,
    useFileOutput: false,
    fetch: onceFetch(3_000, headers),
  });
const create = (
  input: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) =>
  sdk(headers).predictions.create({
    version: SDXL,
    input: { prompt: "a red kite", width: 512, height: 512, ...input },
    ...more,
  } as never);
const ended = (id: string) =>
  eventually(async () => {
    const prediction = await sdk().predictions.get(id);
    return ENDED.includes(prediction.status) && prediction;
  });
const raw = (method: string, address: string, body?: unknown, token: string | null = REPLICATE_TOKEN) =>
  fetch(`${sandbox.url}/replicate/v1${address}`, {
    method,
    headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** Compiles a schema of the published document; its 3.0 `nullable` and the like are no errors. */
function validatorOf(name: string): ValidateFunction {
  const Ajv = createRequire(import.meta.url)("ajv").default;
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const text = JSON.stringify(openApi).replaceAll("#/components/schemas/", "openapi#/components/schemas/");
  ajv.addSchema({ ...JSON.parse(text), $id: "openapi" });
  return ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
}

describe("predictions", () => {
  it("go from starting over processing to succeeded, with answers that fit the published document", async () => {
    const fits = validatorOf("schemas_prediction_response");
    await sandbox.control({ speed: 0.3 });
    const made = await create();
    expect(fits({})).toBe(false);
    expect(made).toMatchObject({ status: "starting", output: null, error: null, source: "api" });
    expect(made.id).toMatch(/^[0-9a-z]{26}$/);
    expect(fits(made), JSON.stringify(fits.errors)).toBe(true);
    const processing = await eventually(async () => {
      const seen = await sdk().predictions.get(made.id);
      return seen.status === "processing" && seen;
    });
    expect(fits(processing)).toBe(true);
    const done = await ended(made.id);
    expect(done).toMatchObject({ status: "succeeded", metrics: { predict_time: expect.any(Number) } });
    expect(fits(done)).toBe(true);
    const list = await (await raw("GET", "/predictions")).json();
    const pageFits = validatorOf("schemas_paginated_prediction_response");
    expect(pageFits(list), JSON.stringify(pageFits.errors)).toBe(true);
    const [file] = done.output as string[];
    const picture = await sharp(Buffer.from(await (await fetch(file ?? "")).arrayBuffer())).metadata();
    expect(picture).toMatchObject({ format: "png", width: 512, height: 512 });
  });

  it("answer models, versions and the webhook secret as the document says", async () => {
    const fits = validatorOf("schemas_model_response");
    const model = await (await raw("GET", "/models/bytedance/seedream-4")).json();
    expect(fits(model), JSON.stringify(fits.errors)).toBe(true);
    expect((await sdk().webhooks.default.secret.get()).key).toBe(WEBHOOK_SECRET);
    expect((await raw("GET", `/models/stability-ai/sdxl/versions/${SDXL}`)).status).toBe(200);
    expect((await raw("GET", "/models/no/such")).status).toBe(404);
  });

  it("give every model's own pixels: custom sizes exactly, area classes by ratio, one address or a list", async () => {
    const pixels = async (model: string, input: Record<string, unknown>) => {
      const made = await sdk().predictions.create({ model, input: { prompt: "a blue pot", ...input } });
      const { output } = await ended(made.id);
      const file = Array.isArray(output) ? output[0] : output;
      const { width, height } = await sharp(Buffer.from(await (await fetch(file)).arrayBuffer())).metadata();
      return [width, height, Array.isArray(output) ? "list" : "one"];
    };
    expect(await pixels("bytedance/seedream-4", { size: "custom", width: 2048, height: 1152 })).toEqual([
      2048,
      1152,
      "list",
    ]);
    expect(await pixels("black-forest-labs/flux-schnell", { aspect_ratio: "16:9", megapixels: "1" })).toEqual([
      1344,
      768,
      "list",
    ]);
    expect((await pixels("black-forest-labs/flux-1.1-pro", { aspect_ratio: "1:1" }))[2]).toBe("one");
  });

  it("refuse with the service's own bodies: no token, missing and wrong inputs, unknown version, unknown key", async () => {
    const nobody = await raw("GET", "/predictions", undefined, null);
    expect([nobody.status, (await nobody.json()).title]).toEqual([401, "Unauthenticated"]);
    const wrong = await raw("POST", "/predictions", {
      version: SDXL,
      input: { prompt: "x", num_inference_steps: 501, scheduler: "NOPE", promt: "x" },
    });
    const body = await wrong.json();
    expect([wrong.status, body.title]).toEqual([422, "Input validation failed"]);
    expect(body.invalid_fields.map(({ type, field }: { type: string; field: string }) => [type, field])).toEqual([
      ["number_lte", "input.num_inference_steps"],
      ["enum", "input.scheduler"],
      ["additional_property_not_allowed", "input"],
    ]);
    expect((await raw("POST", "/models/bytedance/seedream-4/predictions", { input: {} })).status).toBe(422);
    const version = await raw("POST", "/predictions", { version: "f".repeat(64), input: { prompt: "x" } });
    expect((await version.json()).title).toBe("Invalid version or not permitted");
    expect((await raw("POST", "/predictions", { model: "a/b", version: SDXL, input: { prompt: "x" } })).status).toBe(
      422,
    );
    expect((await raw("GET", "/predictions/nope")).status).toBe(404);
    expect((await raw("PUT", "/predictions")).status).toBe(405);
  });

  it("are aborted before their start and canceled while they run, by deadline or by hand", async () => {
    const stuck = await create({ prompt: "x [[sbx:stuck]]" }, {}, { "Cancel-After": "5s" });
    const slow = await create({ prompt: "x [[sbx:slow:60s]]" }, {}, { "Cancel-After": "5s" });
    await eventually(async () => (await sdk().predictions.get(slow.id)).status === "processing");
    await sandbox.control({ advanceMs: 6_000 });
    expect((await ended(stuck.id)).status).toBe("aborted");
    expect((await ended(slow.id)).status).toBe("canceled");
    const running = await create({ prompt: "y [[sbx:slow:60s]]" });
    expect((await sdk().predictions.cancel(running.id)).status).toBe("canceled");
    const done = await create({ prompt: "z" });
    await ended(done.id);
    expect((await sdk().predictions.cancel(done.id)).status).toBe("succeeded");
    await expect(create({}, {}, { "Cancel-After": "1s" })).rejects.toMatchObject({ name: "ApiError" });
  });

  it("wait when they are asked to, and lose their files after the time of keeping", async () => {
    const waited = await sdk().predictions.create({
      version: SDXL,
      input: { prompt: "wait", width: 256, height: 256 },
      wait: 10,
    } as never);
    expect(waited.status).toBe("succeeded");
    const [file] = waited.output as string[];
    await sandbox.control({ advanceMs: 3_700_000 });
    expect(await sdk().predictions.get(waited.id)).toMatchObject({ output: null, data_removed: true, input: {} });
    expect((await fetch(file ?? "")).status).toBe(404);
  });

  it("fail in the model's own words, and send files that are wrong in the way they were asked to", async () => {
    expect(await ended((await create({ prompt: "x [[sbx:nsfw]]" })).id)).toMatchObject({
      status: "failed",
      output: null,
      error: expect.stringMatching(/NSFW content detected/),
    });
    expect(await ended((await create({ prompt: "x [[sbx:fail]]" })).id)).toMatchObject({ status: "failed" });
    expect((await ended((await create({ prompt: "x [[sbx:empty]]" })).id)).output).toEqual([]);
    const fileOf = async (token: string) => {
      const { output } = await ended((await create({ prompt: `x [[sbx:${token}]]` })).id);
      return fetch((output as string[])[0] ?? "");
    };
    expect((await fileOf("file404")).status).toBe(404);
    expect((await fileOf("html")).headers.get("content-type")).toBe("text/html");
    expect(await sharp(Buffer.from(await (await fileOf("wrongsize")).arrayBuffer())).metadata()).toMatchObject({
      width: 256,
      height: 256,
    });
    await expect(
      sharp(Buffer.from(await (await fileOf("badfile")).arrayBuffer()), { failOn: "error" }).stats(),
    ).rejects.toThrow();
  });
});

describe("webhooks", () => {
  it("are signed so that the SDK and our own check take them, with one id over all tries", async () => {
    const receiver = await openReceiver((count) => (count < 3 ? 500 : 200));
    const made = await create({}, { webhook: receiver.url, webhook_events_filter: ["completed"] });
    await eventually(() => receiver.deliveries.length === 3);
    expect(new Set(receiver.deliveries.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const last = receiver.deliveries[2]!;
    const delivery = {
      id: last.headers["webhook-id"] ?? "",
      timestamp: last.headers["webhook-timestamp"] ?? "",
      signature: last.headers["webhook-signature"] ?? "",
    };
    expect(await validateWebhook({ ...delivery, body: last.body, secret: WEBHOOK_SECRET })).toBe(true);
    expect(isSignedByReplicate({ ...delivery, rawBody: last.body }, [WEBHOOK_SECRET], Number(delivery.timestamp))).toBe(
      true,
    );
    expect(JSON.parse(last.body)).toMatchObject({ id: made.id, status: "succeeded" });
    await receiver.close();
  });

  it("come twice, late, never or wrongly signed when they are asked to", async () => {
    const receiver = await openReceiver();
    const done = async (token: string, events = ["completed"]) => {
      receiver.deliveries.length = 0;
      const made = await create(
        { prompt: `x [[sbx:webhook=${token}]]` },
        { webhook: receiver.url, webhook_events_filter: events },
      );
      await ended(made.id);
      return receiver.deliveries;
    };
    await eventually(async () => (await done("dup")).length === 2);
    expect(receiver.deliveries[0]?.headers["webhook-id"]).toBe(receiver.deliveries[1]?.headers["webhook-id"]);
    const wrong = await done("bad-signature");
    await eventually(() => wrong.length === 1);
    const { headers, body } = wrong[0]!;
    expect(
      await validateWebhook({
        id: headers["webhook-id"] ?? "",
        timestamp: headers["webhook-timestamp"] ?? "",
        signature: headers["webhook-signature"] ?? "",
        body,
        secret: WEBHOOK_SECRET,
      }),
    ).toBe(false);
    const reordered = await done("reorder", ["start", "completed"]);
    await eventually(() => reordered.length === 2);
    expect(reordered.map(({ body: text }) => JSON.parse(text).status)).toEqual(["succeeded", "processing"]);
    await done("drop");
    const other = await create(
      { prompt: "after the dropped one" },
      { webhook: receiver.url, webhook_events_filter: ["completed"] },
    );
    await eventually(() => receiver.deliveries.length > 0);
    expect(receiver.deliveries.map(({ body: text }) => JSON.parse(text).id)).toEqual([other.id]);
    await receiver.close();
  });
});

describe("signature vectors (the service's own and Standard Webhooks)", () => {
  const sandboxed = {
    secret: WEBHOOK_SECRET,
    id: "msg_sandbox_0001",
    timestamp: "1763811000",
    rawBody: '{"id":"sbx1","status":"succeeded","output":["https://example.test/o.png"]}',
    signature: "v1,21pB/RRAL6HQ5kIiLR2SszXIXuCnaX1iAGZdUDIdG7A=",
  };
  const reference = {
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: "1614265330",
    rawBody: '{"test": 2432232314}',
    signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  };
  for (const { secret, ...delivery } of [sandboxed, reference]) {
    const now = Number(delivery.timestamp);
    it(`${delivery.id}: accepted as it is, refused when anything differs`, async () => {
      expect(await validateWebhook({ ...delivery, body: delivery.rawBody, secret })).toBe(true);
      expect(isSignedByReplicate(delivery, [secret], now)).toBe(true);
      expect(
        isSignedByReplicate(
          { ...delivery, signature: `v1,AAAA ${delivery.signature}` },
          ["whsec_b3RoZXI=", secret],
          now,
        ),
      ).toBe(true);
      const wrong = [
        { ...delivery, rawBody: `${delivery.rawBody} ` },
        { ...delivery, id: "msg_other" },
        { ...delivery, timestamp: String(now + 1) },
        { ...delivery, signature: delivery.signature.replace("v1,", "v9,") },
        { ...delivery, signature: "" },
        { ...delivery, id: "" },
      ];
      for (const one of wrong) expect(isSignedByReplicate(one, [secret], now)).toBe(false);
      // The SDK takes a delivery of any age; we do not.
      expect(isSignedByReplicate(delivery, [secret], now + 301)).toBe(false);
      expect(isSignedByReplicate(delivery, [secret], now - 301)).toBe(false);
      expect(isSignedByReplicate(delivery, [secret], now + 299)).toBe(true);
    });
  }
});

describe("faults and the line", () => {
  const countCreates = () => sandbox.log.find({ service: "replicate", method: "POST" }).length;

  it("each SDK call is one request, whatever comes back; without our fetch the SDK repeats it", async () => {
    for (const fault of [
      { status: 429, retryAfter: 3 },
      { status: 503, html: true },
      { reset: "before" },
      { reset: "after" },
      { truncate: true },
      { hang: true },
    ]) {
      sandbox.log.clear();
      await sandbox.control({ faults: [{ service: "replicate", method: "POST", times: 9, ...fault }] });
      const once = new Replicate({
        auth: REPLICATE_TOKEN,
        baseUrl: `${sandbox.url}/replicate/v1`,
        useFileOutput: false,
        fetch: onceFetch(400),
      });
      await expect(once.predictions.create({ version: SDXL, input: { prompt: "x" } } as never)).rejects.toThrow();
      expect(countCreates(), JSON.stringify(fault)).toBe(1);
      await sandbox.control({ clear: true });
    }
    sandbox.log.clear();
    await sandbox.control({ faults: [{ service: "replicate", method: "POST", times: 9, reset: "before" }] });
    const bare = new Replicate({ auth: REPLICATE_TOKEN, baseUrl: `${sandbox.url}/replicate/v1`, useFileOutput: false });
    await expect(bare.predictions.create({ version: SDXL, input: { prompt: "x" } } as never)).rejects.toThrow();
    expect(countCreates()).toBe(6);
  });

  it("a kill -9 loses nothing: same ids, the prediction goes on, its webhook arrives", async () => {
    const receiver = await openReceiver();
    const { options } = await openSandbox().then(async (other) => {
      await other.close();
      return other;
    });
    const start = () =>
      new Promise<{ url: string; kill: () => void }>((resolve) => {
        const child = spawn(process.execPath, ["--import", "tsx", "lib/sandbox/main.ts"], {
          cwd: path.resolve(import.meta.dirname, "../.."),
          env: {
            ...process.env,
            ...{
              SANDBOX_STATE_DIR: options.stateDir,
              SANDBOX_TOKEN: "t",
              SANDBOX_REPLICATE_TOKEN: REPLICATE_TOKEN,
              SANDBOX_SPEED: "0.2",
            },
            ...{
              SANDBOX_REPLICATE_WEBHOOK_SECRET: WEBHOOK_SECRET,
              SANDBOX_GEMINI_KEY: "g",
              SANDBOX_RAZORPAY_KEY_ID: "rzp_test_sandbox1",
              SANDBOX_RAZORPAY_KEY_SECRET: "k",
              SANDBOX_RAZORPAY_WEBHOOK_SECRET: "w",
              SANDBOX_CLOUDINARY_KEY: "7",
              SANDBOX_CLOUDINARY_SECRET: "c",
              SANDBOX_MAIL_USER: "u",
              SANDBOX_MAIL_PASSWORD: "p",
            },
          },
          stdio: ["ignore", "pipe", "inherit"],
        });
        child.stdout.on("data", (chunk: Buffer) => {
          const line = chunk.toString();
          if (line.includes('"ready":true')) resolve({ url: JSON.parse(line).url, kill: () => child.kill("SIGKILL") });
        });
      });
    const client = (url: string) =>
      new Replicate({
        auth: REPLICATE_TOKEN,
        baseUrl: `${url}/replicate/v1`,
        useFileOutput: false,
        fetch: onceFetch(3_000),
      });
    const first = await start();
    const made = await client(first.url).predictions.create({
      version: SDXL,
      input: { prompt: "a kite [[sbx:slow:1s]]" },
      webhook: receiver.url,
      webhook_events_filter: ["completed"],
    } as never);
    first.kill();
    const second = await start();
    await eventually(async () => (await client(second.url).predictions.get(made.id)).status === "succeeded");
    await eventually(() => receiver.deliveries.length === 1);
    expect(JSON.parse(receiver.deliveries[0]?.body ?? "{}").id).toBe(made.id);
    second.kill();
    await receiver.close();
  });

  it("controls are for the sandbox's own loopback port, or for who has the token", async () => {
    const ask = async (headers: Record<string, string>) => (await fetch(`${sandbox.url}/_log`, { headers })).status;
    expect(await ask({})).toBe(200);
    expect(await ask({ "x-sandbox-via": "app" })).toBe(401);
    expect(await ask({ "x-forwarded-for": "203.0.113.9" })).toBe(401);
    expect(await ask({ Origin: "https://evil.example" })).toBe(401);
    expect(await ask({ "x-sandbox-via": "app", Authorization: `Bearer ${sandbox.options.token}` })).toBe(200);
  });
});
