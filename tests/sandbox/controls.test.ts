import { createConnection } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createSmtpMailer } from "@/lib/providers/smtp/mailer";
import { eventually, openSandbox, REPLICATE_TOKEN, TOKEN } from "./sandbox";

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterEach(() => {
  sandbox.faults.clear();
  sandbox.log.clear();
});
afterAll(() => sandbox.close());

const ask = (address: string, init: RequestInit = {}) => fetch(`${sandbox.url}${address}`, init);
const control = (body: unknown) => ask("/_control", { method: "POST", body: JSON.stringify(body) });
const asService = { headers: { Authorization: `Bearer ${REPLICATE_TOKEN}` } };

describe("the doors of the sandbox", () => {
  it("open the controls on the own loopback port, and with the token from elsewhere", async () => {
    const status = async (headers: Record<string, string>) => (await ask("/_control", { headers })).status;
    expect(await status({})).toBe(200);
    const elsewhere: Record<string, string>[] = [
      { "x-sandbox-via": "app" },
      { "x-forwarded-host": "studio.example" },
      { "x-forwarded-proto": "https" },
      { Forwarded: "for=203.0.113.9" },
      { Origin: "http://localhost:3000" },
      { "Sec-Fetch-Site": "cross-site" },
    ];
    for (const headers of elsewhere) {
      expect(await status(headers), JSON.stringify(headers)).toBe(401);
      expect(await status({ ...headers, Authorization: `Bearer ${TOKEN}` })).toBe(200);
      expect(await status({ ...headers, Authorization: `Bearer ${TOKEN}x` })).toBe(401);
    }
  });

  it("do not open to another name for this address (DNS rebinding)", async () => {
    const port = Number(new URL(sandbox.url).port);
    const statusFor = (host: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = createConnection(port, "127.0.0.1", () =>
          socket.write(`GET /_log HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
        );
        let text = "";
        socket.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        socket.on("close", () => resolve(text.split(" ")[1] ?? ""));
        socket.on("error", reject);
      });
    expect(await statusFor(`localhost:${port}`)).toBe("200");
    expect(await statusFor(`rebound.example:${port}`)).toBe("401");
    expect(await statusFor("127.0.0.1:3000")).toBe("401");
  });

  it("answer health, and 404 and 413 as JSON", async () => {
    expect(await (await ask("/_health")).json()).toMatchObject({ status: "ok" });
    const unknown = await ask("/stripe/v1/orders");
    expect([unknown.status, await unknown.json()]).toEqual([404, expect.objectContaining({ status: 404 })]);
    const large = await ask("/replicate/v1/predictions", {
      method: "POST",
      body: Buffer.alloc(13 * 1024 * 1024),
      ...asService,
    }).catch(() => undefined);
    // The socket may be closed while the rest of the body is still on its way.
    if (large) expect(large.status).toBe(413);
    expect(sandbox.log.find({ service: "replicate", status: "413" })).toHaveLength(1);
  });
});

describe("POST /_control", () => {
  it("refuses what it does not understand, and then changes nothing", async () => {
    for (const body of [
      { fault: [] },
      { faults: [{ service: "replicate", stattus: 503 }] },
      { faults: [{ service: "stripe", status: 503 }] },
      { faults: [{ service: "replicate", status: "503" }] },
      { speed: -1 },
      [],
    ])
      expect((await control(body)).status, JSON.stringify(body)).toBe(400);
    expect(sandbox.faults.pending()).toBe(0);
    expect((await ask("/_control", { method: "PUT" })).status).toBe(405);
  });

  it("uses a fault up on matching requests only, and clears the rest", async () => {
    await control({ faults: [{ service: "replicate", method: "GET", path: "predictions", status: 503, times: 3 }] });
    expect((await ask("/replicate/v1/webhooks/default/secret", asService)).status).toBe(200);
    const page = await ask("/replicate/v1/predictions", asService);
    expect([page.status, page.headers.get("content-type")]).toEqual([503, "text/html"]);
    expect(await (await control({})).json()).toMatchObject({ faults: 2 });
    expect(await (await control({ clear: true })).json()).toMatchObject({ faults: 0 });
    expect((await ask("/replicate/v1/predictions", asService)).status).toBe(200);
  });

  it("refuses in each service's own words", async () => {
    await control({
      faults: [
        { service: "replicate", status: 402 },
        { service: "replicate", status: 429, retryAfter: 7 },
        { service: "gemini", status: 429 },
        { service: "gemini", html: true },
        { service: "replicate", status: 422, body: { detail: "mine" } },
      ],
    });
    const [billing, throttled] = [await ask("/replicate/v1/x", asService), await ask("/replicate/v1/x", asService)];
    expect(await billing.json()).toMatchObject({ title: "Insufficient credit", status: 402 });
    expect(await throttled.json()).toEqual({ detail: "Request was throttled. Your rate limit resets in ~7s." });
    const quota = await (await ask("/gemini/v1/x")).json();
    expect(quota.error).toMatchObject({ code: 429, status: "RESOURCE_EXHAUSTED" });
    expect(quota.error.details.at(-1)).toMatchObject({ retryDelay: "21s" });
    expect((await ask("/gemini/v1/x")).status).toBe(503);
    expect(await (await ask("/replicate/v1/x", asService)).json()).toEqual({ detail: "mine" });
  });
});

describe("GET /_log", () => {
  it("tells every request with its outcome, by filter, without signatures and keys; DELETE forgets them", async () => {
    const webhook = "http://127.0.0.1:9/hook?gid=gen_1&t=0123456789abcdef";
    await ask("/replicate/v1/predictions", { method: "POST", body: JSON.stringify({ webhook }), ...asService });
    await ask("/replicate/v1/predictions");
    await ask("/mail.json");
    const read = async (query: string) => (await (await ask(`/_log?${query}`)).json()).requests;
    const all = await read("");
    expect(all.map(({ service, status }: { service: string; status: number }) => [service, status])).toEqual([
      ["replicate", 422],
      ["replicate", 401],
      ["sandbox", 200],
      ["sandbox", "cut"],
    ]);
    expect(all[0]).toMatchObject({ method: "POST", path: "/v1/predictions", ms: expect.any(Number) });
    expect(all[0].body).toContain("gid=gen_1");
    expect(JSON.stringify(all)).not.toMatch(/0123456789abcdef|r8_sandbox/);
    expect(await read("service=replicate&status=401")).toHaveLength(1);
    expect(await read("method=POST&path=predictions")).toHaveLength(1);
    await ask("/_log", { method: "DELETE" });
    expect(await read("service=replicate")).toEqual([]);
  });
});

describe("the mail server", () => {
  const mailer = () =>
    createSmtpMailer({
      url: `smtp://sandbox:mail-password@127.0.0.1:${sandbox.smtpPort}`,
      from: "Studio <studio@example.in>",
      timeoutMs: 1_500,
    });
  const send = (to: string) => mailer().send({ to, subject: "s", text: "t", html: "" });
  const mailsTo = async (to: string) => (await ask(`/mail.json?to=${to}`)).json();

  it("refuses, hangs and waits as its faults say, and keeps nothing of a refused mail", async () => {
    await control({ faults: [{ service: "mail", status: 451 }] });
    await expect(send("a@example.in")).rejects.toMatchObject({ kind: "down" });
    await control({ faults: [{ service: "mail", status: 550 }] });
    await expect(send("a@example.in")).rejects.toMatchObject({ kind: "invalid_input" });
    await control({ faults: [{ service: "mail", hang: true }] });
    await expect(send("a@example.in")).rejects.toMatchObject({ kind: "unreachable" });
    expect(await mailsTo("a@example.in")).toEqual([]);
    await send("a@example.in");
    expect(await mailsTo("a@example.in")).toHaveLength(1);
    expect(sandbox.log.find({ service: "mail" }).map(({ status }) => status)).toEqual([451, 550, "cut", 250]);
  });

  it("survives a client that hangs up in the middle", async () => {
    await new Promise<void>((resolve) => {
      const socket = createConnection(sandbox.smtpPort, "127.0.0.1", () => {
        socket.write("EHLO x\r\n");
        socket.resetAndDestroy();
        resolve();
      });
    });
    await send("b@example.in");
    expect(await eventually(async () => (await mailsTo("b@example.in")).length)).toBe(1);
  });
});
