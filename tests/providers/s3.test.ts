import { createHash } from "node:crypto";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProviderError } from "@/lib/providers/provider-error";
import { createS3Store, type S3Config } from "@/lib/providers/s3/media-store";
import { picture, sha256 } from "@/tests/sandbox/picture-files";
import { ACCOUNT, BUCKET, openS3Server, type S3Server } from "@/tests/support/s3-server";
import { serve } from "@/tests/support/serve";

const KEY = "images/img_1/original.png";
const TIMEOUT_MS = 500;

let s3: S3Server;
let png: Buffer;
beforeAll(async () => {
  s3 = await openS3Server();
  png = await picture("png");
});
afterAll(() => s3.close());

const storeAt = (changes: Partial<S3Config> = {}) =>
  createS3Store({
    ...{ bucket: BUCKET, region: "auto", endpoint: s3.url, isPathStyle: true, credentials: ACCOUNT },
    ...{ timeoutMs: TIMEOUT_MS, ...changes },
  });
const read = async (key: string, store = storeAt()) => {
  const file = await store.get(key);
  if (!file) return undefined;
  const content = Buffer.from(await new Response(file.stream).arrayBuffer());
  return { sha256: sha256(content), bytes: file.bytes, contentType: file.contentType };
};
const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw new Error(`No ProviderError: ${inspect(error)}`);
  return error;
};

/** Between store and server: hands requests on as they are, after `change` has seen the body. */
const front = (change: (body: Buffer, incoming: IncomingMessage, outgoing: ServerResponse) => Buffer | undefined) =>
  serve(async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const body = change(Buffer.concat(parts), incoming, outgoing);
    if (!body) return;
    const { method, url, headers } = incoming;
    const onward = request(`${s3.url}${url}`, { method: method ?? "GET", headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.end(body);
  });

describe("a store that speaks S3", () => {
  it("keeps a file byte for byte under its key, replaces it whole, and forgets it", async () => {
    const store = storeAt();
    expect([await read(KEY), await store.exists(KEY)]).toEqual([undefined, false]);
    await store.put(KEY, Buffer.from("not yet"), "image/png");
    await store.put(KEY, png, "image/png");
    expect(await read(KEY)).toEqual({ sha256: sha256(png), bytes: png.length, contentType: "image/png" });
    expect(await store.exists(KEY)).toBe(true);
    await store.put("images/img_1/preview.webp", Buffer.from("w"), "image/webp");
    await store.delete(KEY);
    await store.delete(KEY);
    expect([await store.exists(KEY), await store.exists("images/img_1/preview.webp")]).toEqual([false, true]);
  });

  it.each(["../x.png", "images//x.png", "/x.png", "x.svg", "x", "images/x.png?acl"])("has no key %s", async (key) => {
    const store = storeAt();
    const works = [store.put(key, png, "image/png"), store.get(key), store.exists(key), store.delete(key)];
    for (const work of await Promise.allSettled(works)) expect(work).toMatchObject({ status: "rejected" });
  });

  it("says what is wrong with the account or the bucket, and never takes either for a missing file", async () => {
    const secretAccessKey = "a-secret-that-no-error-may-show";
    // The server looks at names of keys only; signatures it takes as they are.
    const stranger = storeAt({ credentials: { accessKeyId: "somebody", secretAccessKey } });
    const elsewhere = storeAt({ bucket: "no-such-bucket" });
    for (const [store, kind] of [
      [stranger, "auth"],
      [elsewhere, "invalid_input"],
    ] as const) {
      const errors = [await failure(store.put(KEY, png, "image/png")), await failure(store.get(KEY))];
      errors.push(await failure(store.exists(KEY)));
      expect(errors.map((error) => error.kind)).toEqual([kind, kind, kind]);
      expect(inspect(errors, { depth: 20, showHidden: true })).not.toContain(secretAccessKey);
    }
  });

  it("says what the bytes must be, so that those damaged on their way are refused, and sends them again", async () => {
    let asked = 0;
    const proxy = await front((body, { method, headers }, outgoing) => {
      if (method === "PUT" && ++asked === 1) body[20] = (body[20] ?? 0) ^ 1;
      if (method !== "PUT" || createHash("md5").update(body).digest("base64") === headers["content-md5"]) return body;
      // What Amazon answers; this server does not look.
      outgoing.writeHead(400, { "content-type": "application/xml" });
      outgoing.end("<Error><Code>BadDigest</Code><Message>The Content-MD5 did not match.</Message></Error>");
      return undefined;
    });
    await storeAt({ endpoint: proxy.url }).put("images/img_2/original.png", png, "image/png");
    expect([asked, await read("images/img_2/original.png")]).toMatchObject([2, { sha256: sha256(png) }]);
    await proxy.close();
  });

  it("asks again where that may help, three times in all", async () => {
    let asked = 0;
    const proxy = await front((body, _, outgoing) => {
      if (++asked > 2) return body;
      outgoing.writeHead(503, { "content-type": "application/xml" });
      outgoing.end("<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>");
      return undefined;
    });
    await storeAt({ endpoint: proxy.url }).put(KEY, png, "image/png");
    expect([asked, await read(KEY)]).toMatchObject([3, { sha256: sha256(png) }]);
    await proxy.close();
  });

  it("ends in its time where nobody answers, and says whether anything was sent", async () => {
    const silent = await front(() => undefined);
    const began = performance.now();
    expect((await failure(storeAt({ endpoint: silent.url }).exists(KEY))).kind).toBe("ambiguous");
    expect(performance.now() - began).toBeLessThan(TIMEOUT_MS * 3 + 2_500);
    await silent.close();
    expect((await failure(storeAt({ endpoint: silent.url }).exists(KEY))).kind).toBe("unreachable");
  });

  it("ends a file's body that stalls, as an error and not as a shorter file", async () => {
    const stalling = await serve((_, outgoing) => {
      outgoing.writeHead(200, { "content-type": "image/png", "content-length": String(png.length) });
      outgoing.write(png.subarray(0, 100));
    });
    const file = await storeAt({ endpoint: stalling.url }).get(KEY);
    expect(file?.bytes).toBe(png.length);
    expect((await failure(new Response(file!.stream).arrayBuffer())).kind).toBe("ambiguous");
    await stalling.close();
  });

  it("takes nothing else for a picture", async () => {
    const page = await serve(
      (_, outgoing) => void outgoing.writeHead(200, { "content-type": "text/html" }).end("<h1>"),
    );
    expect((await failure(storeAt({ endpoint: page.url }).get(KEY))).kind).toBe("bad_answer");
    await page.close();
  });
});
