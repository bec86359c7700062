import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEMPLATE } from "@/tests/admin/rows/catalogue";
import { newMember } from "@/tests/admin/team";
import { openStudio, type Studio } from "@/tests/generation/studio";
import { measured, sized } from "@/tests/support/proof";
import { dispatch } from "@/tests/support/routes";

/** Four of a bomb at a time, decoded two at a time, may take so much. */
const MOST_MB = 300;
/** Stands for whatever a file may smuggle; it must never come out again. */
const MARK = "hurt-by-upload";
const SCRIPT = `<script>alert("${MARK}")</script>`;

type Put = (file: Buffer, headers?: Record<string, string>) => Promise<Response>;
let studio: Studio;
let doors: { name: string; put: Put; limit: number; shown: (answer: Record<string, string>) => string }[];
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100000" });
  const [user, admin] = [await studio.newUser(), await newMember(studio, "admin")];
  const template = (await admin.send("POST", "/api/admin/templates", TEMPLATE)).body.id as string;
  const door =
    (address: string, token: string): Put =>
    (file, headers = {}) =>
      dispatch(
        new Request(new URL(address, studio.origin), {
          ...{ method: "PUT", body: new Uint8Array(file) },
          headers: { Authorization: `Bearer ${token}`, "Content-Type": "image/png", ...headers },
        }),
      );
  doors = [
    {
      ...{ name: "avatar", put: door("/api/users/me/avatar", user.token), limit: 5 * 1024 * 1024 },
      shown: ({ avatarUrl }) => avatarUrl!,
    },
    {
      ...{ name: "template", put: door(`/api/admin/templates/${template}/picture`, admin.token) },
      ...{ limit: 10 * 1024 * 1024, shown: ({ imageUrl }) => imageUrl! },
    },
  ];
});
afterAll(() => studio.close());

const still = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 90, b: 40 } } });
const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
function png(width: number, height: number, packed: Buffer, more: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const parts = [chunk("IHDR", header), ...more, chunk("IDAT", packed), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...parts]);
}
const zeros = (bytes: number) => deflateSync(Buffer.alloc(bytes), { level: 9 });
const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>${MARK}</script><image href="file:///etc/passwd"/></svg>`;

/** A JPEG whose last scan comes again and again: hardly longer, and each scan goes over all pixels. */
async function manyScans(count: number): Promise<Buffer> {
  const jpeg = await still(4000, 4000).jpeg({ progressive: true }).toBuffer();
  const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), jpeg.length - 2);
  return Buffer.concat([jpeg.subarray(0, -2), ...Array.from({ length: count }, () => scan), jpeg.subarray(-2)]);
}
async function animated(): Promise<Buffer> {
  const frames = await Promise.all([still(8, 8).png().toBuffer(), still(8, 8).negate().png().toBuffer()]);
  return sharp(frames, { join: { animated: true } })
    .webp({ delay: [9, 9] })
    .toBuffer();
}

type Verdict = "refused" | "cleaned";
const FILES: [string, Verdict, () => Buffer | Promise<Buffer>][] = [
  [
    "a GIF that is a script",
    "refused",
    () => Buffer.concat([Buffer.from("GIF89a/*"), GIF.subarray(8), Buffer.from(`*/=1;${MARK}`)]),
  ],
  [
    "a JPEG with HTML in a comment",
    "cleaned",
    async () => {
      const jpeg = await still().jpeg().toBuffer();
      const comment = Buffer.from(SCRIPT);
      const marker = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
      return Buffer.concat([jpeg.subarray(0, 2), marker, comment, jpeg.subarray(2)]);
    },
  ],
  [
    "a PNG with HTML after its end",
    "cleaned",
    async () => Buffer.concat([await still().png().toBuffer(), Buffer.from(SCRIPT)]),
  ],
  [
    "a PNG with a zip after its end",
    "cleaned",
    async () => Buffer.concat([await still().png().toBuffer(), Buffer.from(`PK\x03\x04${MARK}`)]),
  ],
  [
    "a PNG with a script in its text",
    "cleaned",
    () => png(4, 4, zeros(20), [chunk("tEXt", Buffer.from(`Comment\0${SCRIPT}`))]),
  ],
  [
    "a PNG with a script for a colour profile",
    "cleaned",
    () => png(4, 4, zeros(20), [chunk("iCCP", Buffer.concat([Buffer.from("x\0\0"), deflateSync(SCRIPT)]))]),
  ],
  [
    "a JPEG with a place and a script in its EXIF",
    "cleaned",
    () =>
      still()
        .withExif({ IFD0: { Copyright: SCRIPT, Artist: MARK }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
        .jpeg()
        .toBuffer(),
  ],
  [
    "a WebP with a script in its XMP",
    "cleaned",
    () => still().withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${SCRIPT}</x:xmpmeta>`).webp().toBuffer(),
  ],
  ["SVG", "refused", () => Buffer.from(SVG)],
  ["SVG behind an XML head and spaces", "refused", () => Buffer.from(`\ufeff  <?xml version="1.0"?>\n<!--x-->${SVG}`)],
  ["packed SVG", "refused", async () => (await import("node:zlib")).gzipSync(SVG)],
  [
    "SVG with an entity bomb",
    "refused",
    () =>
      Buffer.from(
        `<!DOCTYPE svg [<!ENTITY a "${"x".repeat(999)}"><!ENTITY b "${"&a;".repeat(999)}"><!ENTITY c "${"&b;".repeat(999)}">]><svg xmlns="http://www.w3.org/2000/svg"><text>&c;</text></svg>`,
      ),
  ],
  ["HTML", "refused", () => Buffer.from(`<!doctype html>${SCRIPT}`)],
  ["PDF", "refused", () => Buffer.from(`%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(${MARK})>>>>endobj`)],
  [
    "an ImageMagick script",
    "refused",
    () => Buffer.from("push graphic-context\nfill 'url(https://127.0.0.1/x\"|ls \"-la)'\n"),
  ],
  ["a GIF", "refused", () => GIF],
  ["a TIFF", "refused", () => still().tiff().toBuffer()],
  ["a moving WebP", "refused", animated],
  ["an empty body", "refused", () => Buffer.alloc(0)],
  ["one byte", "refused", () => Buffer.from([0x89])],
  ["a PNG's first bytes", "refused", () => SIGNATURE],
  ["half a JPEG", "refused", async () => (await still(2000, 2000).jpeg().toBuffer()).subarray(0, 3000)],
  [
    "a PNG whose sums are wrong",
    "refused",
    async () => {
      const file = await still().png().toBuffer();
      file[29]! ^= 0xff;
      return file;
    },
  ],
  ["a PNG without width", "refused", () => png(0, 4, zeros(20))],
  ["a PNG of four thousand million lines", "refused", () => png(1, 0xffffffff, zeros(20))],
];

/** The picture as a stranger's browser gets it. */
async function served(address: string) {
  const response = await dispatch(new Request(new URL(address, studio.origin)));
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function expectClean(address: string): Promise<void> {
  const { response, bytes } = await served(address);
  const { headers, status } = response;
  expect([status, headers.get("content-type"), headers.get("x-content-type-options")]).toEqual([
    200,
    "image/webp",
    "nosniff",
  ]);
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none';/);
  expect(headers.get("content-security-policy")).not.toContain("script-src");
  expect(bytes.includes(MARK)).toBe(false);
  const { format, exif, xmp, icc, iptc, comments } = await sharp(bytes).metadata();
  expect([format, exif, xmp, icc, iptc, comments]).toEqual([
    "webp",
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  // RIFF says how long it is: nothing follows.
  expect(bytes.readUInt32LE(4) + 8).toBe(bytes.length);
}

async function expectRefused(response: Response): Promise<void> {
  const { headers, status } = response;
  const body = (await response.json()) as { detail: string; errors?: { field: string }[] };
  expect([status, headers.get("content-type"), body.errors?.[0]?.field]).toEqual([
    422,
    "application/problem+json",
    "file",
  ]);
  expect(body.detail).not.toMatch(/vips|libpng|XML|Input/i);
}

/** The largest memory of this process over what it was, while something runs; looked at all the time. */
async function growth<T>(work: () => Promise<T>): Promise<{ result: T; grownMb: number; ms: number }> {
  const [before, startedAt] = [process.memoryUsage.rss(), performance.now()];
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  const result = await work().finally(() => clearInterval(timer));
  const after = Math.max(most, process.memoryUsage.rss());
  return { result, grownMb: Math.round((after - before) / 1024 / 1024), ms: Math.round(performance.now() - startedAt) };
}

describe("an uploaded file, as an avatar and as a template's picture,", () => {
  it.each(FILES)("that is %s is %s", async (_, verdict, make) => {
    const file = await make();
    for (const { put, shown } of doors) {
      const response = await put(file);
      if (verdict === "refused") await expectRefused(response);
      else {
        expect(response.status).toBe(200);
        await expectClean(shown((await response.json()) as Record<string, string>));
      }
    }
  });

  it("is judged by its content alone, whatever type and name are claimed", async (context) => {
    const [picture, types] = [
      await still().png().toBuffer(),
      ["text/html", "image/svg+xml", "application/javascript", "image/gif", "x", "*/*"],
    ];
    for (const { put, shown } of doors)
      for (const type of types) {
        const taken = await put(picture, { "Content-Type": type });
        expect([type, taken.status]).toEqual([type, 200]);
        await expectClean(shown((await taken.json()) as Record<string, string>));
        await expectRefused(await put(Buffer.from(SVG), { "Content-Type": type }));
      }
    measured(context, { types: types.length });
  });

  it("control: pictures do carry what is looked for, until they are made anew", async () => {
    const made = await Promise.all(FILES.filter(([, verdict]) => verdict === "cleaned").map(([, , make]) => make()));
    const plain = made.filter((file) => file.includes(MARK));
    expect(plain.length).toBeGreaterThanOrEqual(made.length - 1);
    const kept = await sharp(made.find((file) => file.includes("Exif")))
      .keepMetadata()
      .webp()
      .toBuffer();
    expect(kept.includes(MARK)).toBe(true);
  });
});

describe("a bomb", () => {
  const bombs: [string, () => Buffer | Promise<Buffer>][] = [
    ["a PNG of 30000 x 30000 pixels in full", () => png(30_000, 30_000, zeros(30_000 * sized(3_000, 30_001)))],
    ["a PNG of 60 megapixels with all its lines", () => png(8_000, 7_500, zeros(8_001 * 7_500))],
    ["a small PNG that unpacks to a quarter of a gigabyte", () => png(64, 64, zeros(256 * 1024 * 1024))],
    [
      "a PNG whose text unpacks to a quarter of a gigabyte",
      () => png(4, 4, zeros(20), [chunk("zTXt", Buffer.concat([Buffer.from("x\0\0"), zeros(256 * 1024 * 1024)]))]),
    ],
    ["a JPEG that draws its pixels three thousand times", () => manyScans(3_000)],
    [
      "a PNG of a hundred thousand empty pieces",
      () =>
        png(
          4,
          4,
          zeros(20),
          Array.from({ length: 100_000 }, () => chunk("tEXt", Buffer.from("a\0b"))),
        ),
    ],
  ];
  for (const [what, make] of bombs)
    it(`costs little memory and time: ${what}`, async (context) => {
      const file = await make();
      for (const { name, put } of doors) {
        const { result, grownMb, ms } = await growth(() => Promise.all([1, 2, 3, 4].map(() => put(file))));
        for (const { status } of result) expect([200, 413, 422]).toContain(status);
        const figures = { [`${name}: status`]: result[0]!.status, [`${name}: MB`]: grownMb, [`${name}: ms`]: ms };
        measured(context, { "bytes sent": file.length, ...figures });
        expect([name, grownMb < MOST_MB, ms < 60_000]).toEqual([name, true, true]);
      }
    });

  it("control: what is unpacked without a limit does take the memory", async () => {
    const { grownMb } = await growth(() =>
      sharp(png(20_000, 20_000, zeros(20_001 * 20_000)), { limitInputPixels: false })
        .raw()
        .toBuffer(),
    );
    expect(grownMb).toBeGreaterThan(MOST_MB);
  });
});

describe("an upload form", () => {
  /** Short ones are not read at all. */
  const BOUNDARY = "----------------------------974767299852498929531610575";
  const part = (disposition: string, content: Buffer | string, type = "image/png") =>
    Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${type}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from("\r\n"),
    ]);
  const form = (parts: Buffer[], end = `--${BOUNDARY}--\r\n`) => Buffer.concat([...parts, Buffer.from(end)]);
  const FILE = 'form-data; name="file"; filename="a.png"';
  const asForm = { "Content-Type": `multipart/form-data; boundary=${BOUNDARY}` };
  const picture = () => still().png().toBuffer();

  it("is taken for what its one file holds, whatever its names say", async () => {
    for (const { put, shown } of doors)
      for (const name of [
        "../../../etc/passwd",
        "a.svg",
        "a.html",
        "C:\\\\x.png",
        `${"n".repeat(3000)}.png`,
        "a%00.png",
        "<b>.png",
      ]) {
        const answer = await put(
          form([part(`form-data; name="file"; filename="${name}"`, await picture(), "text/html")]),
          asForm,
        );
        expect([name, answer.status]).toEqual([name, 200]);
        await expectClean(shown((await answer.json()) as Record<string, string>));
      }
  });

  it("that is broken, empty or full of tricks is a clear refusal, soon", async (context) => {
    const bytes = await picture();
    const whole = form([part(FILE, bytes)]);
    const wrong: [string, Buffer, Record<string, string>][] = [
      ["no boundary", whole, { "Content-Type": "multipart/form-data" }],
      [
        "another boundary",
        whole,
        { "Content-Type": "multipart/form-data; boundary=another-line-of-forty-characters-or-so" },
      ],
      ["no end", form([part(FILE, bytes)], ""), asForm],
      ["cut within the head", whole.subarray(0, 30), asForm],
      ["nothing", Buffer.alloc(0), asForm],
      ["text for a file", form([part('form-data; name="file"', "x", "text/plain")]), asForm],
      ["another name", form([part('form-data; name="other"; filename="a.png"', bytes)]), asForm],
      ["an empty file", form([part(FILE, "")]), asForm],
      ["SVG first, a picture second", form([part(FILE, SVG), part(FILE, bytes)]), asForm],
      ["a form within the form", form([part(FILE, whole, `multipart/form-data; boundary=${BOUNDARY}`)]), asForm],
      ["fifty thousand parts", form(Array.from({ length: 50_000 }, () => part('form-data; name="a"', ""))), asForm],
      ["a million line ends", Buffer.alloc(1_000_000, "\r\n"), asForm],
      ["a head without an end", Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: ${"x".repeat(1_000_000)}`), asForm],
      ["a boundary of a megabyte's dashes", Buffer.alloc(1_000_000, "-"), asForm],
    ];
    const startedAt = performance.now();
    for (const { put } of doors)
      for (const [what, body, headers] of wrong) {
        const answer = await put(body, headers);
        expect([what, answer.headers.get("content-type")]).toEqual([what, "application/problem+json"]);
        expect([what, [400, 413, 422].includes(answer.status)]).toEqual([what, true]);
      }
    const ms = Math.round(performance.now() - startedAt);
    measured(context, { forms: wrong.length * doors.length, "ms for all": ms });
    expect(ms).toBeLessThan(60_000);
  });

  it("longer than its file may be is cut off", async () => {
    for (const { put, limit } of doors) {
      expect((await put(form([part(FILE, Buffer.alloc(limit + 1))]), asForm)).status).toBe(413);
      expect((await put(Buffer.alloc(limit + 1))).status).toBe(413);
    }
  });
});
