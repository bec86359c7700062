import { readFileSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createCloudinaryStore } from "@/lib/providers/cloudinary/media-store";
import type { MediaStore } from "@/lib/providers/media-store";
import { picture, sha256 } from "@/tests/sandbox/picture-files";
import { CLOUDINARY_KEY, CLOUDINARY_SECRET, openSandbox } from "@/tests/sandbox/sandbox";
import { serve } from "@/tests/support/serve";

const KEY = "images/img_1/original.png";
const TIMEOUT_MS = 700;

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
let store: MediaStore;
let png: Buffer;

const storeAt = (changes: Partial<Parameters<typeof createCloudinaryStore>[0]> = {}) =>
  createCloudinaryStore({
    cloudName: "sandbox",
    apiKey: CLOUDINARY_KEY,
    apiSecret: CLOUDINARY_SECRET,
    apiBase: `${sandbox.url}/cloudinary`,
    deliveryBase: `${sandbox.url}/cloudinary/res`,
    timeoutMs: TIMEOUT_MS,
    ...changes,
  });

beforeAll(async () => {
  // What the SDK finds at its loading must not matter: another account, and https because no prefix says otherwise.
  vi.stubEnv("CLOUDINARY_URL", "cloudinary://1:wrong@elsewhere");
  sandbox = await openSandbox();
  store = storeAt();
  png = await picture("png");
});
afterEach(() => {
  sandbox.faults.clear();
  sandbox.log.clear();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sandbox.close();
});

const read = async (key: string) => {
  const file = await store.get(key);
  if (!file) return undefined;
  const content = Buffer.from(await new Response(file.stream).arrayBuffer());
  return { sha256: sha256(content), length: content.length, bytes: file.bytes, contentType: file.contentType };
};
const fault = (one: object) => sandbox.control({ faults: [{ service: "cloudinary", ...one }] });
const requests = (part: string) => sandbox.log.find({ service: "cloudinary", path: part }).length;
/** Names of assets that exist, from the sandbox's own journal. */
const assets = () => {
  const lines = readFileSync(path.join(sandbox.options.stateDir, "cloudinary/assets.jsonl"), "utf8").trim().split("\n");
  const last = new Map(lines.map((line) => JSON.parse(line)).map((asset) => [asset.id, asset.isDestroyed]));
  return [...last].filter(([, isDestroyed]) => !isDestroyed).map(([id]) => id);
};
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** What could sign or read in our name: never in an error, however deep it is printed. */
function expectNoSecret(error: unknown): void {
  const shown = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error);
  expect(shown).not.toContain(CLOUDINARY_SECRET);
  expect(shown).not.toContain(CLOUDINARY_KEY);
  expect(shown).not.toMatch(/s--|signature=|[0-9a-f]{40}/i);
}

describe("createCloudinaryStore", () => {
  it.each(["png", "jpeg", "webp"] as const)(
    "gives back the very bytes of a %s, its metadata with them",
    async (format) => {
      const content = await picture(format, 33);
      const key = `images/img_2/converted.${format}`;
      expect([await store.exists(key), await store.get(key)]).toEqual([false, undefined]);
      await store.put(key, content, `image/${format}`);
      const whole = { sha256: sha256(content), length: content.length, bytes: content.length };
      expect(await read(key)).toEqual({ ...whole, contentType: `image/${format}` });
      expect(await store.exists(key)).toBe(true);
    },
  );

  it("keeps files apart that differ in their extension only, and none of them in public", async () => {
    const contents = await Promise.all((["png", "jpeg", "webp"] as const).map((format, i) => picture(format, i)));
    const keys = ["png", "jpeg", "webp"].map((format) => `images/img_3/original.${format}`);
    for (const [i, key] of keys.entries()) await store.put(key, contents[i]!, "");
    for (const [i, key] of keys.entries()) expect((await read(key))?.sha256).toBe(sha256(contents[i]!));
    const name = "authenticated/images/img_3/original";
    expect(assets()).toEqual(expect.arrayContaining([`${name}-png`, `${name}-jpeg`, `${name}-webp`]));
    const unsigned = `${sandbox.url}/cloudinary/res/sandbox/image/authenticated/images/img_3/original-png.png`;
    expect((await fetch(unsigned)).status).toBe(401);
    expect((await fetch(unsigned.replace("authenticated", "upload"))).status).toBe(404);
  });

  it("replaces a file whole, and forgets it as often as asked", async () => {
    const other = await picture("png", 99);
    await store.put(KEY, png, "image/png");
    await store.put(KEY, other, "image/png");
    expect((await read(KEY))?.sha256).toBe(sha256(other));
    await store.delete(KEY);
    await store.delete(KEY);
    expect([await store.exists(KEY), await store.get(KEY)]).toEqual([false, undefined]);
  });

  it.each(["../a.png", "images//a.png", "a", "a.svg", "a?b.png", "/a.png"])("refuses the key %j", async (key) => {
    for (const work of [store.put(key, png, ""), store.get(key), store.exists(key), store.delete(key)])
      await expect(work).rejects.toThrow(/Not a media key/);
    expect(requests("")).toBe(0);
  });

  it("carries a picture as large as the plan takes; one byte more is too large, said once and clearly", async () => {
    await sandbox.control({ cloudinaryMaxBytes: png.length });
    await store.put(KEY, png, "image/png");
    await sandbox.control({ cloudinaryMaxBytes: png.length - 1 });
    sandbox.log.clear();
    const error = await failure(store.put(KEY, png, "image/png"));
    await sandbox.control({ cloudinaryMaxBytes: 10_485_760 });
    expect(error).toMatchObject({
      kind: "too_large",
      message: `Cloudinary takes ${png.length - 1} bytes at most, the file has ${png.length}`,
    });
    expect(requests("upload")).toBe(1);
  });
});

describe("C1: what fails an upload, and how often it is sent", () => {
  it.each([
    [{ status: 400 }, "invalid_input", 1],
    [{ status: 401 }, "auth", 1],
    [{ status: 403 }, "auth", 1],
    [{ status: 413 }, "too_large", 1],
    [{ status: 420 }, "rate_limited", 3],
    [{ status: 429 }, "rate_limited", 3],
    [{ status: 500 }, "down", 3],
    [{ status: 503 }, "down", 3],
    [{ html: true, status: 200 }, "ambiguous", 3],
    [{ garbage: true }, "ambiguous", 3],
    [{ truncate: true }, "ambiguous", 3],
    [{ reset: "before" }, "ambiguous", 3],
    [{ hang: true }, "ambiguous", 3],
    [{ stallBody: true }, "ambiguous", 3],
  ])("%j is %s after %i requests", async (wire, kind, sent) => {
    await fault({ path: "upload", times: sent, ...wire });
    const startedAt = performance.now();
    const error = await failure(store.put(KEY, png, "image/png"));
    expect(error).toMatchObject({ name: "ProviderError", kind });
    expect(requests("upload")).toBe(sent);
    expect(performance.now() - startedAt).toBeLessThan(sent * TIMEOUT_MS + 2_000);
    expectNoSecret(error);
    // Nothing of it stays.
    await store.put(KEY, png, "image/png");
    expect((await read(KEY))?.sha256).toBe(sha256(png));
  });

  it("passes: two failures in a row are survived", async () => {
    await sandbox.control({
      faults: [
        { service: "cloudinary", status: 503 },
        { service: "cloudinary", reset: "before" },
      ],
    });
    await store.put(KEY, png, "image/png");
    expect(requests("upload")).toBe(3);
  });

  it("an answer that drips without an end is cut off, line and all", async () => {
    let closed = 0;
    const dripping = await serve((request, response) => {
      request.resume();
      response.writeHead(200);
      const drip = setInterval(() => response.write(" "), 50);
      response.on("close", () => {
        closed++;
        clearInterval(drip);
      });
    });
    const startedAt = performance.now();
    const error = await failure(storeAt({ apiBase: dripping.url }).put(KEY, png, "image/png"));
    expect(error).toMatchObject({ kind: "ambiguous" });
    expect(performance.now() - startedAt).toBeLessThan(3 * TIMEOUT_MS + 2_000);
    await vi.waitFor(() => expect(closed).toBe(3));
    await dripping.close();
  });

  it("nobody there is unreachable", async () => {
    const error = await failure(storeAt({ apiBase: "http://127.0.0.1:9/cloudinary" }).put(KEY, png, "image/png"));
    expect(error).toMatchObject({ kind: "unreachable" });
    expectNoSecret(error);
  });

  it("a wrong secret is refused without telling the signature", async () => {
    const wrong = storeAt({ apiSecret: "another-secret" });
    const error = await failure(wrong.put(KEY, png, "image/png"));
    expect(error).toMatchObject({ kind: "auth" });
    expectNoSecret(error);
    await expect(wrong.get(KEY)).rejects.toMatchObject({ kind: "auth" });
  });
});

it("C2: an upload whose answer was lost is sent again under the same name, and is one asset", async () => {
  const key = "images/img_c2/original.png";
  await fault({ path: "upload", reset: "after" });
  await store.put(key, png, "image/png");
  expect(requests("upload")).toBe(2);
  expect(assets().filter((id) => id.includes("img_c2"))).toEqual(["authenticated/images/img_c2/original-png"]);
  expect((await read(key))?.sha256).toBe(sha256(png));
});

it("C3: an answer with a wrong signature, or about something else, is a failure", async () => {
  await fault({ path: "upload", wrongSignature: true });
  const error = await failure(store.put(KEY, png, "image/png"));
  expect(error).toMatchObject({ kind: "bad_answer" });
  expect(requests("upload")).toBe(1);
  expectNoSecret(error);
  // Truly signed, but the service kept another number of bytes.
  const other = await picture("png", 3, 30);
  const body = { public_id: "images/img_1/original-png", version: 1763811000, bytes: other.length, format: "png" };
  const { createHash } = await import("node:crypto");
  const text = `public_id=${body.public_id}&version=${body.version}${CLOUDINARY_SECRET}`;
  const signature = createHash("sha1").update(text).digest("hex");
  await fault({ path: "upload", status: 200, body: { ...body, signature } });
  await expect(store.put(KEY, png, "image/png")).rejects.toMatchObject({ kind: "bad_answer" });
});

describe("reading and deleting", () => {
  it.each([
    [{ status: 401 }, "auth", 1],
    [{ status: 420 }, "rate_limited", 3],
    [{ status: 503 }, "down", 3],
    [{ reset: "before" }, "ambiguous", 3],
    [{ hang: true }, "ambiguous", 3],
    [{ html: true, status: 200 }, "bad_answer", 1],
  ])("%j is %s after %i requests, never 'not there'", async (wire, kind, sent) => {
    await store.put(KEY, png, "image/png");
    await fault({ path: "/res/", times: sent, ...wire });
    const error = await failure(store.get(KEY));
    expect(error).toMatchObject({ kind });
    expect(requests("/res/")).toBe(sent);
    expectNoSecret(error);
  });

  it("a body that stalls ends with an error instead of hanging", async () => {
    await store.put(KEY, png, "image/png");
    await fault({ path: "/res/", stallBody: true });
    const file = await store.get(KEY);
    const startedAt = performance.now();
    await expect(new Response(file!.stream).arrayBuffer()).rejects.toMatchObject({ kind: "ambiguous" });
    expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS + 1_000);
  });

  it("a destroy whose answer was lost is repeated; one that is refused says so", async () => {
    await store.put(KEY, png, "image/png");
    await fault({ path: "destroy", reset: "after" });
    await store.delete(KEY);
    expect([requests("destroy"), await store.exists(KEY)]).toEqual([2, false]);
    await fault({ path: "destroy", status: 401 });
    await expect(store.delete(KEY)).rejects.toMatchObject({ kind: "auth" });
    await fault({ path: "destroy", status: 200, body: { result: "who knows" }, times: 3 });
    await expect(store.delete(KEY)).rejects.toMatchObject({ kind: "ambiguous" });
  });

  it("follows no redirect", async () => {
    let visits = 0;
    const elsewhere = await serve((_, response) => void response.end(String(++visits)));
    const here = await serve((_, response) => void response.writeHead(302, { location: elsewhere.url }).end());
    await expect(storeAt({ deliveryBase: here.url }).get(KEY)).rejects.toMatchObject({ name: "ProviderError" });
    expect(visits).toBe(0);
    await Promise.all([here.close(), elsewhere.close()]);
  });
});
