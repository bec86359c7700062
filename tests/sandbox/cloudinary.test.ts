import http from "node:http";
import { v2 as cloudinary, type UploadApiOptions, type UploadApiResponse } from "cloudinary";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { deliverySignature, sign } from "@/lib/sandbox/cloudinary/signature";
import { startSandbox } from "@/lib/sandbox/server";
import { picture, sha256 } from "./picture-files";
import { CLOUDINARY_KEY, CLOUDINARY_SECRET, openSandbox } from "./sandbox";

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
let png: Buffer;
beforeAll(async () => {
  sandbox = await openSandbox();
  png = await picture("png");
});
afterEach(() => {
  sandbox.faults.clear();
  sandbox.log.clear();
});
afterAll(() => sandbox.close());

/** The SDK's own check of an answer is missing in its types, and takes the secret from its global configuration. */
const utils = cloudinary.utils as unknown as {
  verify_api_response_signature(publicId: string, version: number, signature: string): boolean;
};

const account = () => ({
  cloud_name: "sandbox",
  api_key: CLOUDINARY_KEY,
  api_secret: CLOUDINARY_SECRET,
  upload_prefix: `${sandbox.url}/cloudinary`,
  // The SDK decides for https when it is loaded; an agent decides anew.
  agent: new http.Agent(),
  disable_promises: true,
});

const upload = (content: Buffer, options: UploadApiOptions = {}): Promise<UploadApiResponse & { existing?: boolean }> =>
  new Promise((resolve, reject) => {
    const done = (error: unknown, result?: UploadApiResponse) => (error ? reject(error) : resolve(result!));
    cloudinary.uploader.upload_stream({ ...account(), ...options }, done).end(content);
  });

const destroy = (publicId: string, options: object = {}) =>
  new Promise((resolve, reject) => {
    const all: object = { ...account(), ...options };
    void cloudinary.uploader.destroy(publicId, all, (error: unknown, result: unknown) =>
      error ? reject(error) : resolve(result),
    );
  });

const address = (publicId: string, options: object = {}) =>
  cloudinary.url(publicId, {
    ...account(),
    ...{ secure: false, cname: `${new URL(sandbox.url).host}/cloudinary/res`, analytics: false, format: "png" },
    ...options,
  });

/** A signed form of our own, where the SDK could not be made to send it. */
function post(path: string, params: Record<string, string>, signature?: string) {
  const fields = { api_key: CLOUDINARY_KEY, timestamp: String(Math.floor(sandbox.clock.now() / 1000)), ...params };
  const body = new URLSearchParams({ ...fields, signature: signature ?? sign(fields, CLOUDINARY_SECRET, 2) });
  return fetch(`${sandbox.url}/cloudinary${path}`, { method: "POST", body });
}

const errorOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { error: { message: string } }).error.message,
];

describe("the worked vectors, by the sandbox and by the SDK", () => {
  const eager = { eager: "w_400,h_300,c_pad|w_260,h_200,c_crop", public_id: "sample_image", timestamp: "1315060510" };
  const ampersand = { context: "alt=a & b", public_id: "p1", timestamp: "1763811000" };

  it("an upload, with SHA-1 and SHA-256", () => {
    const sha1 = "bfd09f95f331f558cbd1320e67aa8d488770583e";
    const long = "cc927e1290f9e3ae4c1a741eda21a4630b4ce80f9ce0bc0296337d25cf40f91e";
    expect([sign(eager, "abcd", 2), sign(eager, "abcd", 2, "sha256")]).toEqual([sha1, long]);
    expect(cloudinary.utils.api_sign_request(eager, "abcd")).toBe(sha1);
  });

  it("an upload with & in a value, in both versions", () => {
    expect(sign(ampersand, "sekret", 2)).toBe("b43b57383b6f967e6b73218e74e2ab9188e2131d");
    expect(sign(ampersand, "sekret", 1)).toBe("66985e412aa82e81821df0776b3c9922432b0be3");
    expect(cloudinary.utils.api_sign_request(ampersand, "sekret")).toBe(sign(ampersand, "sekret", 2));
  });

  it("an answer, a delivery address", () => {
    const answer = { public_id: "studio/u1/p1", version: "1763811000" };
    expect(sign(answer, "sekret", 1)).toBe("a032d90c986599ec8de55c11f5c7697bebc34edf");
    expect(deliverySignature("studio/u1/p2.png", "sekret", 8)).toBe("3YyI9dUP");
    const signed = { type: "authenticated", sign_url: true };
    expect(address("studio/u1/p2", signed)).toContain("/authenticated/s--3YyI9dUP--/v1/studio/u1/p2.png");
    const long = `s--${deliverySignature("studio/u1/p2.png", "sekret", 32)}--`;
    expect(address("studio/u1/p2", { ...signed, long_url_signature: true })).toContain(long);
  });

  it("a notification", () => {
    const body = '{"notification_type":"upload","public_id":"studio/u1/p1"}';
    const options = { api_secret: "sekret" };
    const signature = cloudinary.utils.webhook_signature(body, 1763811000 as never, options as never);
    expect(signature).toBe("1011a4c2b4d6031701a39ce1e38280300271d4c1");
  });
});

describe("POST upload", () => {
  it("keeps the very bytes, tells their real size, and signs its answer", async () => {
    const jpeg = await picture("jpeg", 10, 40);
    const made = await upload(jpeg, { public_id: "studio/u1/p1", tags: ["gen", "t1"], context: "alt=a & b" });
    expect(made).toMatchObject({ public_id: "studio/u1/p1", width: 40, height: 40, format: "jpg", type: "upload" });
    expect(made).toMatchObject({ bytes: jpeg.length, tags: ["gen", "t1"], resource_type: "image", placeholder: false });
    cloudinary.config({ api_secret: CLOUDINARY_SECRET });
    expect(utils.verify_api_response_signature(made.public_id, made.version, made.signature)).toBe(true);
    expect(utils.verify_api_response_signature(made.public_id, made.version + 1, made.signature)).toBe(false);
    cloudinary.config(true);
    const delivered = await fetch(made.secure_url);
    expect(delivered.headers.get("content-type")).toBe("image/jpeg");
    expect(sha256(Buffer.from(await delivered.arrayBuffer()))).toBe(sha256(jpeg));
  });

  it("takes signatures of both versions and algorithms", async () => {
    for (const options of [{ signature_version: 1 }, { signature_version: 2 }, { signature_algorithm: "sha256" }])
      expect(await upload(png, { ...options, context: "alt=a & b" } as UploadApiOptions)).toMatchObject({ width: 24 });
  });

  it("makes an id, or puts the given one into its folder; a file may be inline", async () => {
    expect((await upload(png)).public_id).toMatch(/^[0-9a-f]{20}$/);
    expect((await upload(png, { folder: "a/b", public_id: "c" })).public_id).toBe("a/b/c");
    const inline = `data:image/png;base64,${png.toString("base64")}`;
    const made = await post("/v1_1/sandbox/image/upload", { public_id: "inline", file: inline });
    expect(await made.json()).toMatchObject({ public_id: "inline", bytes: png.length });
  });

  it("replaces what is there as one asset, unless overwrite is off", async () => {
    const other = await picture("png", 7);
    const first = await upload(png, { public_id: "same" });
    const kept = await upload(other, { public_id: "same", overwrite: false });
    expect(kept).toMatchObject({ existing: true, bytes: png.length, version: first.version, etag: first.etag });
    const second = await upload(other, { public_id: "same" });
    expect([second.asset_id, second.version > first.version]).toEqual([first.asset_id, true]);
    expect(Buffer.from(await (await fetch(address("same"))).arrayBuffer()).equals(other)).toBe(true);
  });

  it("refuses wrong keys, signatures, clocks and clouds, and says what should have been signed", async () => {
    await expect(upload(png, { api_key: "1" })).rejects.toMatchObject({ http_code: 401, message: "Unknown API key" });
    await expect(upload(png, { api_secret: "wrong", folder: "f", timestamp: 1 << 30 })).rejects.toMatchObject({
      http_code: 400,
      message: expect.stringMatching(/^Stale request - reported time is 2004-.* more than 1 hour ago$/),
    });
    const timestamp = Math.floor(sandbox.clock.now() / 1000);
    await expect(upload(png, { api_secret: "wrong", folder: "f", timestamp })).rejects.toMatchObject({
      http_code: 401,
      message: expect.stringMatching(
        new RegExp(`^Invalid Signature [0-9a-f]{40}\\. String to sign - 'folder=f&timestamp=${timestamp}'\\.$`),
      ),
    });
    await expect(upload(png, { cloud_name: "other" })).rejects.toMatchObject({ http_code: 401 });
  });

  it("refuses what is no picture, too large, incomplete, or not offered here", async () => {
    const page = Buffer.from("<!doctype html><title>no</title>");
    await expect(upload(page)).rejects.toMatchObject({ http_code: 400, message: "Invalid image file" });
    await sandbox.control({ cloudinaryMaxBytes: 100 });
    await expect(upload(png)).rejects.toMatchObject({
      http_code: 400,
      message: `File size too large. Got ${png.length}. Maximum is 100.`,
    });
    await sandbox.control({ cloudinaryMaxBytes: 10_485_760 });
    await expect(upload(Buffer.alloc(13 * 1024 * 1024))).rejects.toMatchObject({
      message: "File size too large. Got 13631488. Maximum is 10485760.",
    });
    await expect(upload(png, { eager: "c_fill,w_9" })).rejects.toMatchObject({ http_code: 400 });
    await expect(upload(png, { public_id: "a?b" })).rejects.toMatchObject({ message: "public_id (a?b) is invalid" });
    expect(await errorOf(await post("/v1_1/sandbox/image/upload", {}))).toEqual([
      400,
      "Missing required parameter - file",
    ]);
    const elsewhere = await post("/v1_1/sandbox/image/upload", { file: "http://127.0.0.1:9/x.png" });
    expect(await errorOf(elsewhere)).toEqual([400, "Error in loading the remote file"]);
  });

  it("says its errors in the body and in a header, and those of its edge in HTML", async () => {
    await sandbox.control({
      faults: [400, 401, 404, 420, 429, 500, 503].map((status) => ({ service: "cloudinary", status })),
    });
    for (const status of [400, 401, 404, 420, 429, 500]) {
      const response = await post("/v1_1/sandbox/image/upload", {});
      const message = response.headers.get("x-cld-error");
      expect(await errorOf(response)).toEqual([status, message]);
      if (status === 420) {
        expect(message).toMatch(/^Rate Limit Exceeded\. Limit of 500 api operations reached\. Try again on 20/);
        expect(response.headers.get("x-featureratelimit-remaining")).toBe("0");
      }
    }
    const down = await post("/v1_1/sandbox/image/upload", {});
    expect([down.status, down.headers.get("content-type")]).toEqual([503, "text/html"]);
  });

  it("is logged without signatures and keys", async () => {
    await upload(png, { public_id: "logged", type: "authenticated" });
    await fetch(address("logged", { type: "authenticated", sign_url: true }));
    const { requests } = (await (await fetch(`${sandbox.url}/_log?service=cloudinary`)).json()) as {
      requests: { body?: string; path: string }[];
    };
    expect(requests[0]?.body).toContain("logged");
    expect(requests[1]?.path).toBe("/res/sandbox/image/authenticated/s--(redacted)--/logged.png");
    expect(JSON.stringify(requests)).not.toContain(CLOUDINARY_KEY);
    expect(requests[0]?.body).not.toMatch(/name="signature"\r\n\r\n[0-9a-f]/);
  });
});

describe("delivery", () => {
  const status = async (url: string) => (await fetch(url)).status;

  it("of an authenticated picture needs its signature, short or long, whatever the version", async () => {
    await upload(png, { public_id: "private/one", type: "authenticated" });
    const signed = { type: "authenticated", sign_url: true };
    for (const options of [signed, { ...signed, long_url_signature: true }, { ...signed, version: 1763811000 }]) {
      const response = await fetch(address("private/one", options));
      expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(sha256(png));
    }
    expect(await status(address("private/one", { type: "authenticated" }))).toBe(401);
    expect(await status(address("private/one", { ...signed, api_secret: "wrong" }))).toBe(401);
    expect(await status(address("private/one", signed).replace("/private/one", "/private/two"))).toBe(401);
    expect(await status(address("private/two", signed))).toBe(404);
    expect(await status(address("private/one"))).toBe(404);
    const missing = await fetch(address("private/two", signed));
    expect(missing.headers.get("x-cld-error")).toBe("Resource not found - private/two");
  });

  it("changes a picture only when its address asks for another format", async () => {
    await upload(png, { public_id: "formats" });
    const converted = await fetch(address("formats", { format: "webp" }));
    expect(converted.headers.get("content-type")).toBe("image/webp");
    expect(await status(address("formats", { format: undefined }))).toBe(200);
  });

  it("ends with a destroy, which may be repeated", async () => {
    await upload(png, { public_id: "gone", type: "authenticated" });
    expect(await destroy("gone")).toEqual({ result: "not found" });
    expect(await destroy("gone", { type: "authenticated", invalidate: true })).toEqual({ result: "ok" });
    expect(await destroy("gone", { type: "authenticated" })).toEqual({ result: "not found" });
    expect(await status(address("gone", { type: "authenticated", sign_url: true }))).toBe(404);
  });
});

it("what was uploaded and destroyed outlives the process", async () => {
  await upload(png, { public_id: "stays" });
  await upload(png, { public_id: "goes" });
  await destroy("goes");
  const again = await startSandbox(sandbox.options);
  const open = async (publicId: string) => {
    const cname = `${new URL(again.url).host}/cloudinary/res`;
    const response = await fetch(address(publicId, { cname }));
    return response.ok ? sha256(Buffer.from(await response.arrayBuffer())) : response.status;
  };
  expect([await open("stays"), await open("goes")]).toEqual([sha256(png), 404]);
  await again.close();
});
