import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { validateWebhook } from "replicate";
import { afterEach, describe, expect, it } from "vitest";
import type { ProviderError } from "@/lib/providers/provider-error";
import { fetchResultFile } from "@/lib/providers/replicate/fetch-file";
import { createReplicateGenerator } from "@/lib/providers/replicate/generator";
import { parsePrediction } from "@/lib/providers/replicate/prediction";
import { isSignedByReplicate } from "@/lib/providers/replicate/webhook";

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

/** A service that counts what reaches it and answers as told. */
async function listen(answer: RequestListener) {
  let requests = 0;
  const methods: string[] = [];
  server = createServer((request, response) => {
    requests++;
    methods.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, url: `http://${host}`, count: () => requests, methods };
}

const generator = (url: string) =>
  createReplicateGenerator({
    token: "r8_x",
    baseUrl: `${url}/v1`,
    fileHosts: [],
    fileMaxBytes: 1000,
    fileTimeoutMs: 300,
    timeoutMs: 1_000,
  });
const order = { model: "stability-ai/sdxl", prompt: "a fox", width: 1024, height: 1024, deadlineMs: 300_000 };
const kindOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no error",
    (error: ProviderError) => error.kind ?? String(error),
  );

describe("create: one request whatever happens", () => {
  it.each<[string, RequestListener, string]>([
    ["a reset", (request) => request.socket.destroy(), "ambiguous"],
    ["no answer", () => {}, "ambiguous"],
    [
      "a stalled body",
      (_, response) => void response.writeHead(201, { "content-length": 99 }).flushHeaders(),
      "ambiguous",
    ],
    [
      "half of the JSON",
      (_, response) => void response.writeHead(201, { "content-type": "application/json" }).end('{"id":"ab'),
      "ambiguous",
    ],
    [
      "JSON of another shape",
      (_, response) => void response.writeHead(201, { "content-type": "application/json" }).end('{"ok":1}'),
      "ambiguous",
    ],
    ["503", (_, response) => void response.writeHead(503, { "content-type": "text/html" }).end("<html>"), "down"],
    ["500", (_, response) => void response.writeHead(500).end("{}"), "down"],
    [
      "429",
      (_, response) => void response.writeHead(429).end('{"detail":"Your rate limit resets in ~30s."}'),
      "rate_limited",
    ],
    ["401", (_, response) => void response.writeHead(401).end("{}"), "auth"],
    ["402", (_, response) => void response.writeHead(402).end("{}"), "billing"],
    ["422", (_, response) => void response.writeHead(422).end("{}"), "invalid_input"],
    [
      "a redirect",
      (_, response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
      "ambiguous",
    ],
  ])("%s", async (_, answer, kind) => {
    const { url, count } = await listen(answer);
    expect([await kindOf(generator(url).create(order)), count()]).toEqual([kind, 1]);
  });

  it("is certain that nothing was sent only when nobody listens", async () => {
    const { url } = await listen(() => {});
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    expect(await kindOf(generator(url).create(order))).toBe("unreachable");
  });

  it("reads the pause from the text of a 429, and prefers the header", async () => {
    const { url } = await listen((request, response) => {
      const header: Record<string, string> = request.url?.includes("seedream") ? { "retry-after": "7" } : {};
      response.writeHead(429, header).end('{"detail":"Your rate limit resets in ~30s."}');
    });
    const pause = (model: string) =>
      generator(url)
        .create({ ...order, model })
        .catch((error: ProviderError) => error.details.retryAfterMs);
    expect([await pause("stability-ai/sdxl"), await pause("bytedance/seedream-4")]).toEqual([30_000, 7_000]);
  });
});

describe("get", () => {
  it("is tried three times", async () => {
    const { url, count } = await listen((_, response) => void response.writeHead(503).end());
    expect([await kindOf(generator(url).get("abc")), count()]).toEqual(["down", 3]);
  });
  it("is not repeated for what will not change", async () => {
    const { url, count } = await listen((_, response) => void response.writeHead(404).end("{}"));
    expect([await kindOf(generator(url).get("abc")), count()]).toEqual(["not_found", 1]);
  });
});

describe("fetchResultFile", () => {
  const rules = { hosts: ["replicate.delivery", "*.replicate.delivery"], maxBytes: 1_000, timeoutMs: 400 };

  it.each([
    "https://evil.example/out.png",
    "https://replicate.delivery.evil.example/out.png",
    "https://evilreplicate.delivery/out.png",
    "http://replicate.delivery/out.png",
    "http://169.254.169.254/latest/meta-data",
    "http://127.0.0.1:5432/",
    "https://user@evil.example\\@replicate.delivery/",
    "file:///etc/passwd",
    "ftp://replicate.delivery/x",
    "not an address",
  ])("asks nobody for %s", async (address) => {
    expect(await kindOf(fetchResultFile(address, rules))).toBe("bad_answer");
  });

  it.each<[string, RequestListener, string]>([
    [
      "a redirect",
      (_, response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
      "unreachable",
    ],
    ["more bytes than allowed", (_, response) => void response.end(Buffer.alloc(1_001)), "bad_answer"],
    [
      "endless bytes",
      (_, response) => void setInterval(() => response.write(Buffer.alloc(300)), 5).unref(),
      "bad_answer",
    ],
    [
      "a stalled body",
      (_, response) => void response.writeHead(200, { "content-length": 9 }).flushHeaders(),
      "unreachable",
    ],
    ["404", (_, response) => void response.writeHead(404).end(), "not_found"],
    ["503", (_, response) => void response.writeHead(503).end(), "down"],
  ])("refuses %s", async (_, answer, kind) => {
    const { url, host } = await listen(answer);
    expect(await kindOf(fetchResultFile(url, { ...rules, hosts: [host] }))).toBe(kind);
  });

  it("takes the sandbox's file without TLS on loopback, and data addresses", async () => {
    const { url, host } = await listen(
      (request, response) => void response.end(request.headers.authorization ?? "picture"),
    );
    expect(String(await fetchResultFile(`${url}/x.png`, { ...rules, hosts: [host] }))).toBe("picture");
    expect(String(await fetchResultFile(`data:image/png;base64,${btoa("picture")}`, rules))).toBe("picture");
    expect(await kindOf(fetchResultFile(`data:image/png;base64,${"A".repeat(2_000)}`, rules))).toBe("bad_answer");
  });
});

describe("parsePrediction", () => {
  const parse = (over: Record<string, unknown>) =>
    parsePrediction({ id: "abc", status: "succeeded", ...over }).prediction.outcome;
  it.each<[Record<string, unknown>, unknown]>([
    [{ output: ["https://a/1.png", ""] }, { state: "succeeded", files: [{ url: "https://a/1.png" }] }],
    [{ output: "https://a/1.png" }, { state: "succeeded", files: [{ url: "https://a/1.png" }] }],
    [{ output: null }, { state: "succeeded", files: [] }],
    [
      { output: null, data_removed: true },
      { state: "failed", reason: "files_gone" },
    ],
    [
      { status: "failed", error: "NSFW content detected. Try running it again, or try a different prompt." },
      { state: "failed", reason: "content_rejected" },
    ],
    [
      { status: "failed", error: "The input or output was flagged as sensitive. (E005) (abc)" },
      { state: "failed", reason: "content_rejected" },
    ],
    [
      { status: "failed", error: "CUDA out of memory" },
      { state: "failed", reason: "failed" },
    ],
    [
      { status: "failed", error: { message: "odd" } },
      { state: "failed", reason: "failed" },
    ],
    [{ status: "aborted" }, { state: "cancelled", detail: "aborted" }],
    [{ status: "canceled" }, { state: "cancelled" }],
    [{ status: "starting" }, { state: "starting" }],
  ])("%j", (wire, outcome) => expect(parse(wire)).toMatchObject(outcome as object));

  it.each([undefined, "text", {}, { id: "../x", status: "succeeded" }, { id: "abc", status: "exploded" }])(
    "refuses %j",
    (wire) => {
      expect(() => parsePrediction(wire)).toThrow(/not a prediction/);
    },
  );
});

describe("isSignedByReplicate", () => {
  const vectors = [
    {
      secret: "whsec_c2FuZGJveC1yZXBsaWNhdGUtc2VjcmV0LTAwMDE=",
      id: "msg_sandbox_0001",
      timestamp: "1763811000",
      rawBody: '{"id":"sbx1","status":"succeeded","output":["https://example.test/o.png"]}',
      signature: "v1,21pB/RRAL6HQ5kIiLR2SszXIXuCnaX1iAGZdUDIdG7A=",
    },
    {
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: "1614265330",
      rawBody: '{"test": 2432232314}',
      signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    },
  ];

  it.each(vectors)(
    "agrees with the SDK on $id, and differs where the SDK is too kind",
    async ({ secret, ...delivery }) => {
      const at = Number(delivery.timestamp);
      const { id, timestamp, signature, rawBody } = delivery;
      expect(await validateWebhook({ id, timestamp, signature, body: rawBody, secret })).toBe(true);
      expect(isSignedByReplicate(delivery, [secret], at)).toBe(true);
      expect(isSignedByReplicate(delivery, ["whsec_b3RoZXI=", secret], at + 300)).toBe(true);
      expect(isSignedByReplicate(delivery, [secret], at + 301)).toBe(false);
      expect(isSignedByReplicate(delivery, [secret], at - 301)).toBe(false);
      expect(isSignedByReplicate({ ...delivery, signature: signature.replace("v1", "v9") }, [secret], at)).toBe(false);
      expect(isSignedByReplicate({ ...delivery, signature: `v1,AAAA ${signature}` }, [secret], at)).toBe(true);
      for (const over of [
        { rawBody: `${rawBody} ` },
        { id: "msg_other" },
        { timestamp: String(at + 1) },
        { signature: "" },
      ])
        expect(isSignedByReplicate({ ...delivery, ...over }, [secret], at)).toBe(false);
    },
  );
});
