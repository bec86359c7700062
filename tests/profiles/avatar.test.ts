import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { avatarKey, deleteAvatar, MAX_AVATAR_BYTES } from "@/lib/domain/profiles/avatar";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { dispatch } from "@/tests/support/routes";

let studio: Studio;
let asha: Caller;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  await studio.startWorker();
  asha = await studio.newUser();
});
afterAll(() => studio.close());

const ADDRESS = "/api/users/me/avatar";
const put = async (who: Caller, body: Buffer | FormData | ReadableStream<Uint8Array>, type = "image/png") => {
  const response = await dispatch(
    new Request(new URL(ADDRESS, studio.origin), {
      method: "PUT",
      headers: { Authorization: `Bearer ${who.token}`, ...(body instanceof FormData ? {} : { "Content-Type": type }) },
      body: body instanceof Buffer ? new Uint8Array(body) : body,
      duplex: "half",
    } as RequestInit),
  );
  return { status: response.status, body: await response.json().catch(() => undefined) };
};
const still = (width = 700, height = 900) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 90, b: 40 } } });

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes: Buffer) => {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}
/** A grey PNG of this size whose pixels are `raw` bytes of nothing, packed small. */
function bomb(side: number, raw: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    ...[
      chunk("IHDR", header),
      chunk("IDAT", deflateSync(Buffer.alloc(raw), { level: 9 })),
      chunk("IEND", Buffer.alloc(0)),
    ],
  ]);
}

describe("an avatar", () => {
  it("is the middle of what was uploaded, re-encoded, turned, and without what the file carried", async () => {
    const jpeg = await still()
      .withExif({ IFD0: { Copyright: "secret place", Orientation: "6" } })
      .jpeg()
      .toBuffer();
    const { status, body } = await put(asha, jpeg, "text/html");
    expect([status, body.avatarUrl]).toEqual([200, expect.stringMatching(/^\/media\/avt_[0-9a-f]{32}\/avatar$/)]);
    const file = await asha.fetch("GET", body.avatarUrl);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect([file.status, file.headers.get("content-type"), file.headers.get("x-content-type-options")]).toEqual([
      ...[200, "image/webp", "nosniff"],
    ]);
    const { format, width, height, exif } = await sharp(bytes).metadata();
    expect([format, width, height, exif]).toEqual(["webp", 512, 512, undefined]);
    expect(bytes.includes("secret place")).toBe(false);
    expect((await asha.get("/api/auth/me")).body.user.avatarUrl).toBe(body.avatarUrl);
  });

  it("has a new address each time; the old one is gone, with its file", async () => {
    const first = (await put(asha, await still().png().toBuffer())).body.avatarUrl as string;
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(await still().webp().toBuffer())]), "../../me.svg");
    const second = (await put(asha, form)).body.avatarUrl as string;
    expect(second).not.toBe(first);
    expect((await asha.fetch("GET", first)).status).toBe(404);
    const key = avatarKey(first.split("/")[2]!);
    await eventually("the old file to go", async () => !(await studio.world.ports.media.exists(key)));
    expect((await asha.send("DELETE", ADDRESS)).status).toBe(204);
    expect((await asha.fetch("GET", second)).status).toBe(404);
    expect((await asha.send("DELETE", ADDRESS)).status).toBe(204);
  });

  it("is not there for anybody once its owner is suspended", async () => {
    const ravi = await studio.newUser();
    const { avatarUrl } = (await put(ravi, await still().png().toBuffer())).body;
    expect((await asha.fetch("GET", avatarUrl)).status).toBe(200);
    await studio.sql(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [ravi.userId]);
    expect((await asha.fetch("GET", avatarUrl)).status).toBe(404);
  });

  it("that is worn keeps its file, whatever is queued", async () => {
    const { avatarUrl } = (await put(asha, await still().png().toBuffer())).body;
    await deleteAvatar(studio.world, { avatarId: avatarUrl.split("/")[2] });
    expect((await asha.fetch("GET", avatarUrl)).status).toBe(200);
  });
});

describe("what is no still picture", () => {
  const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>`,
  );
  it.each<[string, () => Buffer | Promise<Buffer>]>([
    ["nothing", () => Buffer.alloc(0)],
    ["text that calls itself a PNG", () => Buffer.from("<script>alert(1)</script>")],
    ["SVG", () => svg],
    [
      "a GIF that is a script too",
      () => Buffer.concat([Buffer.from("GIF89a/*"), gif.subarray(8), Buffer.from("*/=1;alert(1)")]),
    ],
    ["a GIF", () => gif],
    ["half a JPEG", async () => (await still(2000, 2000).jpeg().toBuffer()).subarray(0, 3000)],
    [
      "a moving WebP",
      async () => {
        const frames = await Promise.all(
          ["red", "blue"].map((background) =>
            sharp({ create: { width: 8, height: 8, channels: 3, background } })
              .png()
              .toBuffer(),
          ),
        );
        return sharp(frames, { join: { animated: true } })
          .webp({ delay: [100, 100] })
          .toBuffer();
      },
    ],
  ])("is refused on its field: %s", async (_, file) => {
    const { status, body } = await put(asha, await file());
    expect([status, body.errors[0].field]).toEqual([422, "file"]);
    expect(body.detail).not.toMatch(/vips|libpng|Vips|Input/);
  });
});

describe("bombs", () => {
  it("of very many pixels in few bytes, and without a fault, are refused before they are unpacked", async () => {
    const file = bomb(12_000, 12_000 * 12_001);
    expect(file.length).toBeLessThan(200_000);
    const before = process.memoryUsage().rss;
    const answers = await Promise.all(Array.from({ length: 8 }, () => put(asha, file)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]));
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it("that unpack to a quarter of a gigabyte behind a small header cost little memory", async () => {
    const file = bomb(64, 256 * 1024 * 1024);
    expect(file.length).toBeLessThan(MAX_AVATAR_BYTES);
    const before = process.memoryUsage().rss;
    const answers = await Promise.all(Array.from({ length: 4 }, () => put(asha, file)));
    for (const { status } of answers) expect([200, 422]).toContain(status);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  it("without an end are cut off at 5 MB", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const { status, body } = await put(asha, endless);
    expect([status, body.code]).toEqual([413, "payload_too_large"]);
    expect(sent).toBeLessThan(MAX_AVATAR_BYTES + 1_000_000);
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(MAX_AVATAR_BYTES + 1)]), "a.png");
    expect((await put(asha, form)).status).toBe(413);
  });
});
