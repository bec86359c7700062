import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readEnv } from "@/lib/env";
import { sandboxDoor } from "@/lib/http/sandbox-door";
import { provideWorld } from "@/lib/http/world";
import { type OpenWorld, openWorld } from "@/lib/start/world";
import { openSandbox, TOKEN } from "./sandbox";

const ORIGIN = "http://localhost:3000";
let sandbox: Awaited<ReturnType<typeof openSandbox>>;
const worlds: OpenWorld[] = [];

/** The app with this environment; nothing here needs its database. */
function provide(settings: Record<string, string>): void {
  const env = readEnv({
    APP_URL: ORIGIN,
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    AUTH_SECRET: "a".repeat(40),
    SIGNING_SECRET: "s".repeat(40),
    LOG_LEVEL: "silent",
    ...settings,
  });
  const world = openWorld(env, "test");
  worlds.push(world);
  provideWorld(world);
}

beforeAll(async () => {
  sandbox = await openSandbox();
});
afterEach(() => Promise.all(worlds.splice(0).map((world) => world.close())));
afterAll(() => sandbox.close());

const ask = (address: string, init: RequestInit = {}) => sandboxDoor(new Request(`${ORIGIN}/sandbox${address}`, init));

describe("sandboxDoor", () => {
  it("shows the mail page with its own policy", async () => {
    provide({ SANDBOX_URL: sandbox.url });
    const page = await ask("/mail");
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(await page.text()).toContain("Sandbox mail");
  });

  it("lets nobody at the controls without the token, whatever they claim", async () => {
    provide({ SANDBOX_URL: sandbox.url });
    const post = (headers: Record<string, string>) =>
      ask("/_control", { method: "POST", headers, body: JSON.stringify({ speed: 0.5 }) });
    expect((await post({})).status).toBe(401);
    expect((await post({ "x-sandbox-via": "", Host: new URL(sandbox.url).host })).status).toBe(401);
    expect((await ask("/_log")).status).toBe(401);
    const allowed = await post({ Authorization: `Bearer ${TOKEN}` });
    expect([allowed.status, await allowed.json()]).toEqual([200, expect.objectContaining({ speed: 0.5 })]);
  });

  it("passes on neither cookies nor redirects, and stores nothing", async () => {
    const seen: { cookie: string | undefined; via: unknown }[] = [];
    const other = createServer(({ headers }, response) => {
      seen.push({ cookie: headers.cookie, via: headers["x-sandbox-via"] });
      response.writeHead(302, { location: "http://127.0.0.1:1/", "set-cookie": "a=b" }).end();
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    provide({ SANDBOX_URL: `http://127.0.0.1:${(other.address() as AddressInfo).port}` });
    const answer = await ask("/x", { headers: { Cookie: "session=secret" } });
    expect(seen).toEqual([{ cookie: undefined, via: "app" }]);
    expect([answer.status, answer.headers.get("set-cookie"), answer.headers.get("cache-control")]).toEqual([
      302,
      null,
      "no-store",
    ]);
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
  });

  it("carries eight megabytes through, both ways in a stream", async () => {
    const size = 8 * 1024 * 1024;
    const other = createServer((request, response) => request.pipe(response));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    provide({ SANDBOX_URL: `http://127.0.0.1:${(other.address() as AddressInfo).port}` });
    const answer = await ask("/echo", { method: "POST", body: new Uint8Array(size).fill(7) });
    const back = new Uint8Array(await answer.arrayBuffer());
    expect([back.length, back.every((byte) => byte === 7)]).toEqual([size, true]);
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
  });

  it("is not there without a sandbox and in production, and says when the sandbox is away", async () => {
    provide({});
    const none = await ask("/mail");
    expect([none.status, none.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    provide({ SANDBOX_URL: sandbox.url, APP_URL: "https://studio.example" });
    expect((await ask("/mail")).status).toBe(404);
    provide({ SANDBOX_URL: "http://127.0.0.1:1" });
    expect((await ask("/mail")).status).toBe(502);
  });
});
