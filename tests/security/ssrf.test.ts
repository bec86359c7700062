import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readEnv } from "@/lib/env";
import { sandboxDoor } from "@/lib/http/sandbox-door";
import { provideWorld } from "@/lib/http/world";
import { createCloudinaryStore } from "@/lib/providers/cloudinary/media-store";
import type { ProviderError } from "@/lib/providers/provider-error";
import { fetchResultFile } from "@/lib/providers/replicate/fetch-file";
import { createReplicateGenerator } from "@/lib/providers/replicate/generator";
import { isDeliverable, post as postReplicate } from "@/lib/sandbox/replicate/webhooks";
import { type OpenWorld, openWorld } from "@/lib/start/world";
import { CLOUDINARY_KEY, CLOUDINARY_SECRET, openSandbox } from "@/tests/sandbox/sandbox";
import { measured } from "@/tests/support/proof";
import { CERTIFICATE, PRIVATE_KEY } from "./self-signed";

/** A server inside the network that nobody may make the app ask, and one that sends whoever comes on to it. */
let hits: string[] = [];
const servers: Server[] = [];
async function listen(answer: RequestListener): Promise<{ host: string; port: number }> {
  const server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, port };
}
let inner: { host: string; port: number };
beforeAll(async () => {
  inner = await listen(({ url }, response) => {
    hits.push(String(url));
    response.end("secret");
  });
});
beforeEach(() => {
  hits = [];
});
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});

const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => "fetched",
    (error: ProviderError) => error.kind ?? String(error),
  );
const REAL = ["replicate.delivery", "*.replicate.delivery"];
const fetchFrom = (address: string, hosts: readonly string[] = REAL) =>
  kindOf(fetchResultFile(address, { hosts, maxBytes: 1000, timeoutMs: 5000 }));

/** Ways to write the inner server's address, and other places that are nobody's business. */
const insideAddresses = ({ port }: { port: number }) =>
  [
    ...["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.0.0.1."],
    ...["１２７.0.0.1", "①②⑦.0.0.1", "127。0。0。1", "%31%32%37.0.0.1", "0.0.0.0", "0"],
    ...[
      "[::1]",
      "[::]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[0:0:0:0:0:0:0:1]",
      "[64:ff9b::7f00:1]",
      "[fd00::1]",
    ],
    ...["[fe80::1]", "169.254.169.254", "[::ffff:169.254.169.254]", "metadata.google.internal", "10.0.0.1"],
    ...["172.16.0.1", "192.168.1.1", "100.64.0.1", "127.0.0.1.nip.io", "evil.example"],
  ].flatMap((host) => [`http://${host}:${port}/x`, `https://${host}:${port}/x`, `https://${host}/x`]);

/** What looks like a listed name and is another, or reaches a listed name in a way that nothing needs. */
const disguised = ({ host, port }: { host: string; port: number }) => [
  `http://replicate.delivery@${host}/x`,
  `https://replicate.delivery@${host}/x`,
  `http://${host}#replicate.delivery`,
  `http://${host}\\@replicate.delivery/x`,
  `http://${host}?.replicate.delivery`,
  "https://user:password@replicate.delivery/x",
  "https://user@a.replicate.delivery/x",
  "http://replicate.delivery/x",
  `https://replicate.delivery:${port}/x`,
  `https://a.replicate.delivery:${port}/x`,
  "https://replicate.delivery:22/x",
  "https://replicate.delivery./x",
  "https://replicate.delivery.evil.example/x",
  "https://evilreplicate.delivery/x",
  "https://.replicate.delivery.evil.example/x",
  "https://replicate.delivery%2eevil.example/x",
  "https://rеplicate.delivery/x", // a Cyrillic e
  "//replicate.delivery/x",
  "replicate.delivery/x",
  ...["file:///etc/passwd", "ftp://replicate.delivery/x", "gopher://127.0.0.1:6379/_INFO", "blob:https://x/y"],
  ...[
    "javascript:1",
    "ws://replicate.delivery/",
    "jar:https://x!/",
    "",
    " ",
    "\0",
    "http://",
    "https://[",
    "x".repeat(9000),
  ],
];

describe("a file that the image service's answer names", () => {
  it("is asked of no address that is not on the list: private, link-local, IPv6, odd spellings, disguises, other schemes and ports", async (context) => {
    const addresses = [...insideAddresses(inner), ...disguised(inner)];
    const wrong: string[] = [];
    for (const address of addresses) if ((await fetchFrom(address)) !== "bad_answer") wrong.push(address);
    expect([wrong, hits]).toEqual([[], []]);
    measured(context, { addresses: addresses.length, "requests that arrived": hits.length });
  });

  it("control: asked of the same server, once it is listed, it arrives", async () => {
    expect([await fetchFrom(`http://${inner.host}/x`, [inner.host]), hits]).toEqual(["fetched", ["/x"]]);
    // A name without a port means the usual port; credentials are never sent, not even to a listed host.
    expect(await fetchFrom(`http://${inner.host}/y`, ["127.0.0.1"])).toBe("bad_answer");
    expect(await fetchFrom(`http://me:secret@${inner.host}/y`, [inner.host])).toBe("bad_answer");
    expect(hits).toEqual(["/x"]);
  });

  it("is not looked for where a listed host sends us on to", async (context) => {
    const asked: number[] = [];
    for (const status of [301, 302, 303, 307, 308]) {
      const { host } = await listen((_, response) => {
        asked.push(status);
        response.writeHead(status, { Location: `http://${inner.host}/secret` }).end();
      });
      expect(await fetchFrom(`http://${host}/x`, [host])).toBe("unreachable");
    }
    expect([asked, hits]).toEqual([[301, 302, 303, 307, 308], []]);
    // The control: a fetch of Node's own that follows does reach it.
    const { host } = await listen((_, response) => {
      response.writeHead(302, { Location: `http://${inner.host}/followed` }).end();
    });
    await (await fetch(`http://${host}`)).text();
    expect(hits).toEqual(["/followed"]);
    measured(context, { "redirects answered": asked.length, "redirects followed": 0 });
  });

  it("gets no request sent when its listed name suddenly means an address inside: no certificate there is for that name", async (context) => {
    let connections = 0;
    const rebound = https.createServer({ key: PRIVATE_KEY, cert: CERTIFICATE }, ({ url }, response) => {
      hits.push(String(url));
      response.end("secret");
    });
    rebound.on("connection", () => connections++);
    rebound.listen(0, "127.0.0.1");
    await once(rebound, "listening");
    servers.push(rebound);
    const { port } = rebound.address() as AddressInfo;
    // "localhost" stands for a name on the list whose owner's DNS now answers with 127.0.0.1.
    expect(await fetchFrom(`https://localhost:${port}/x`, [`localhost:${port}`])).toBe("unreachable");
    expect([connections > 0, hits]).toEqual([true, []]);
    const trusted = https.get({ host: "127.0.0.1", servername: "localhost", port, path: "/trusted", ca: CERTIFICATE });
    await once(trusted, "response");
    trusted.destroy();
    expect(hits).toEqual(["/trusted"]);
    measured(context, { "connections that were made": connections - 1, "requests without a fitting certificate": 0 });
  });
});

describe("the image service itself", () => {
  const config = { token: "r8_x", fileHosts: [], fileMaxBytes: 1000, fileTimeoutMs: 500, timeoutMs: 500 };
  const order = { prompt: "a fox", since: new Date(0) };

  it("cannot send the app, with its token, to a next page or by a redirect on another host", async () => {
    const tokens: unknown[] = [];
    const evil = await listen(({ headers }, response) => {
      tokens.push(headers.authorization);
      response.end("{}");
    });
    const listing = await listen((_, response) => {
      const one = { id: "a", status: "starting", created_at: new Date().toISOString() };
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ next: `http://${evil.host}/v1/predictions?cursor=x`, results: [one] }));
    });
    const paged = createReplicateGenerator({ ...config, baseUrl: `http://${listing.host}/v1` });
    expect(await kindOf(paged.find(order))).toBe("bad_answer");
    const moved = await listen((_, response) => {
      response.writeHead(307, { Location: `http://${evil.host}/v1/predictions/a` }).end();
    });
    const redirected = createReplicateGenerator({ ...config, baseUrl: `http://${moved.host}/v1` });
    expect(await kindOf(redirected.get("a"))).not.toBe("fetched");
    expect(tokens).toEqual([]);
    // The control: where the evil host is the configured one, the token does arrive.
    const pointed = createReplicateGenerator({ ...config, baseUrl: `http://${evil.host}/v1` });
    await kindOf(pointed.get("a"));
    expect(tokens[0]).toBe("Bearer r8_x");
  });

  it("cannot choose which prediction's address is asked: an id that is a path is no id", async () => {
    const answering = await listen((_, response) => {
      response.writeHead(201, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ id: "../../evil", status: "starting" }));
    });
    const generator = createReplicateGenerator({ ...config, baseUrl: `http://${answering.host}/v1` });
    const size = { width: 1024, height: 1024, deadlineMs: 60_000 };
    expect(await kindOf(generator.create({ model: "stability-ai/sdxl", prompt: "a fox", ...size }))).toBe("ambiguous");
  });
});

describe("stored files at Cloudinary", () => {
  it("are read from the configured host only, whatever a redirect says", async () => {
    let asked = 0;
    const { host } = await listen((_, response) => {
      asked++;
      response.writeHead(302, { Location: `http://${inner.host}/secret` }).end();
    });
    const store = createCloudinaryStore({
      ...{ cloudName: "c", apiKey: "1", apiSecret: "s", apiBase: `http://${host}`, deliveryBase: `http://${host}` },
      timeoutMs: 2000,
    });
    expect(await kindOf(store.get("a/b.png"))).not.toBe("fetched");
    expect([asked > 0, hits]).toEqual([true, []]);
    for (const key of [
      "http://127.0.0.1/a.png",
      "../a.png",
      "a/../b.png",
      "a@b.png",
      "//evil/a.png",
      "a?b.png",
      "a#.png",
    ])
      expect(await kindOf(store.get(key))).toMatch(/Not a media key/);
  });
});

describe("the sandbox", () => {
  let sandbox: Awaited<ReturnType<typeof openSandbox>>;
  const worlds: OpenWorld[] = [];
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterEach(() => Promise.all(worlds.splice(0).map((world) => world.close())));
  afterAll(() => sandbox.close());

  it("fetches a remote upload from its own origin only", async () => {
    const { createHash } = await import("node:crypto");
    const upload = async (file: string) => {
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = createHash("sha1").update(`timestamp=${timestamp}${CLOUDINARY_SECRET}`).digest("hex");
      const body = new URLSearchParams({ file, timestamp, api_key: CLOUDINARY_KEY, signature });
      const answer = await fetch(`${sandbox.url}/cloudinary/v1_1/sandbox/image/upload`, { method: "POST", body });
      return [answer.status, await answer.text()] as const;
    };
    const wrong: unknown[] = [];
    for (const address of [...insideAddresses(inner), ...disguised(inner), `${sandbox.url}@${inner.host}/x`].filter(
      Boolean,
    )) {
      const [status, text] = await upload(address);
      if (status !== 400 || !text.includes("Error in loading the remote file")) wrong.push([address, status, text]);
    }
    expect([wrong, hits]).toEqual([[], []]);
    // The control: the signature was right, an address of its own is fetched.
    expect((await upload(`${sandbox.url}/nothing.png`))[0]).toBe(400);
    expect(sandbox.log.find({ method: "GET" }).some(({ path }) => path.includes("nothing.png"))).toBe(true);
  });

  it("delivers webhooks to this machine only, and follows no redirect", async () => {
    for (const address of [
      "http://169.254.169.254/x",
      "http://10.0.0.1/x",
      "https://evil.example/",
      "file:///etc/passwd",
    ])
      expect([address, isDeliverable(address)]).toEqual([address, false]);
    expect(isDeliverable("http://127.0.0.1.nip.io/")).toBe(false);
    const { host } = await listen((_, response) => {
      response.writeHead(307, { Location: `http://${inner.host}/secret` }).end();
    });
    const delivery = { id: "msg_1", event: "completed" as const, attempts: 0, nextAt: 0, isOver: false };
    const posting = { secret: "whsec_YQ==", wish: undefined, now: Date.now() };
    expect(await postReplicate(delivery, {}, { url: `http://${host}/`, ...posting })).toBe(307);
    expect(hits).toEqual([]);
    expect(await postReplicate(delivery, {}, { url: `http://${inner.host}/hook`, ...posting })).toBe(200);
    expect(hits).toEqual(["/hook"]);
  });

  it("is all that its door in the app opens to, however the path is written", async () => {
    const seen: string[] = [];
    const behind = await listen(({ url }, response) => {
      seen.push(String(url));
      response.end("sandbox");
    });
    const world = openWorld(
      readEnv({
        ...{
          APP_URL: "http://localhost:3000",
          DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
          LOG_LEVEL: "silent",
        },
        ...{ AUTH_SECRET: "a".repeat(40), SIGNING_SECRET: "s".repeat(40), SANDBOX_URL: `http://${behind.host}` },
      }),
      "test",
    );
    worlds.push(world);
    provideWorld(world);
    const ask = (path: string) => sandboxDoor(new Request(`http://localhost:3000${path}`));
    const inside = [
      `//${inner.host}/x`,
      `/@${inner.host}/x`,
      `/http://${inner.host}/x`,
      `/\\${inner.host}/x`,
      "/%2e%2e/x",
    ];
    for (const path of inside) await (await ask(`/sandbox${path}`)).text();
    expect([seen.length, hits]).toEqual([inside.filter((path) => !path.startsWith("/%2e")).length, []]);
    for (const path of [`/sandbox@${inner.host}/x`, "/sandbox.evil.example/x", "/sandbox5/x", "/api/x"])
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    expect(hits).toEqual([]);
  });
});
