import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodePicture } from "@/lib/domain/creations/encode-picture";
import { fileLink, isValidLink } from "@/lib/domain/creations/file-links";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";

const PROMPT = "दीपावली की रात: 'लाल' पतंग / red kite";
let studio: Studio;
let user: Caller;
let other: Caller;
let imageId: string;
beforeAll(async () => {
  studio = await openStudio();
  await studio.startWorker();
  [user, other] = [await studio.newUser(9), await studio.newUser(9)];
  const { body } = await user.generate({ prompt: PROMPT, negativePrompt: "blurry", style: "poster" });
  imageId = (await user.ended(body.jobId)).imageId ?? "";
});
afterAll(() => studio.close());

const creation = async () => (await user.get(`/api/studio/my-creations/${imageId}`)).body;
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
/** The link's holder needs no session. */
const open = (address: string, headers: Record<string, string> = {}) =>
  fetch(`${studio.origin}${address}`, { headers });

async function labelOf(file: Buffer): Promise<string> {
  const { xmpAsString } = await sharp(file).metadata();
  return xmpAsString ?? "";
}
const DIGITAL_SOURCE =
  "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>";

describe("a picture's recipe", () => {
  it("is all there, for its owner only", async () => {
    expect(await creation()).toMatchObject({
      prompt: PROMPT,
      negativePrompt: "blurry",
      style: "poster",
      tier: "standard",
      aspectRatio: "16:9",
      seed: 7,
      model: "SDXL",
      width: 1024,
      height: 576,
      format: "png",
      credits: 1,
    });
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["POST", "/restore"],
      ["GET", "/download"],
    ] as const) {
      const answer = await other.send(method, `/api/studio/my-creations/${imageId}${path}`);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, "not_found"]);
    }
    expect((await other.get("/api/studio/my-creations")).body.items).toEqual([]);
  });

  it("is found by any part of the prompt in any script, and by tier", async () => {
    const found = async (query: string) => (await user.get(`/api/studio/my-creations?${query}`)).body.items.length;
    expect(await found(`q=${encodeURIComponent("पतंग")}`)).toBe(1);
    expect(await found("q=RED")).toBe(1);
    expect(await found("q=100%25")).toBe(0);
    expect([await found("tier=standard"), await found("tier=premium4k")]).toEqual([1, 0]);
  });
});

describe("files behind signed links", () => {
  it("are exactly what was promised, labelled as made by AI with the recipe's id", async () => {
    const { imageUrl, previewUrl, thumbnailUrl } = await creation();
    const sizes = await Promise.all(
      [imageUrl, previewUrl, thumbnailUrl].map(async (address) => {
        const response = await open(address);
        expect(response.headers.get("x-content-type-options")).toBe("nosniff");
        const file = await bytesOf(response);
        const label = await labelOf(file);
        expect(label).toContain(DIGITAL_SOURCE);
        expect(label).toContain(`<dc:identifier>${imageId}</dc:identifier>`);
        const { width, height, format } = await sharp(file).metadata();
        expect(response.headers.get("content-type")).toBe(`image/${format}`);
        return [width, height, format];
      }),
    );
    expect(sizes).toEqual([
      [1024, 576, "png"],
      [1024, 576, "webp"],
      [512, 288, "webp"],
    ]);
  });

  it("are cached privately until the link ends, on a full hour one to two hours away", async () => {
    const { imageUrl } = await creation();
    const exp = Number(new URL(imageUrl, studio.origin).searchParams.get("exp"));
    expect(exp % 3600).toBe(0);
    const left = exp - Date.now() / 1000;
    expect(left).toBeGreaterThan(3_599);
    expect(left).toBeLessThanOrEqual(7_200);
    const first = await open(imageUrl);
    expect(first.headers.get("cache-control")).toMatch(/^private, max-age=\d+$/);
    await first.body?.cancel();
    const again = await open(imageUrl, { "If-None-Match": first.headers.get("etag") ?? "" });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("are not found for a link that was bent, has ended, or names another file", async () => {
    const { imageUrl } = await creation();
    const bent = [
      imageUrl.replace("original", "thumbnail"),
      imageUrl.replace("original", "toString"),
      imageUrl.replace(/exp=\d+/, (exp: string) => `exp=${Number(exp.slice(4)) + 3600}`),
      imageUrl.replace(/sig=./, "sig=~"),
      imageUrl.split("?")[0],
      imageUrl.replace(imageId, `img_${"0".repeat(32)}`),
      fileLink(studio.world.env, imageId, "original", Date.now() - 3 * 3_600_000),
    ];
    expect(await Promise.all(bent.map(async (address) => (await open(address ?? "")).status))).toEqual(
      bent.map(() => 404),
    );
    const link = { imageId, variant: "original", exp: 3_600, sig: "" };
    expect(isValidLink(studio.world.env, { ...link, exp: Number.NaN })).toBe(false);
  });
});

describe("downloads", () => {
  it.each([
    [undefined, "png", "png"],
    ["png", "png", "png"],
    ["webp", "webp", "webp"],
    ["jpeg", "jpeg", "jpg"],
  ])("as %s: full size, labelled, named after the prompt in its script", async (format, type, ending) => {
    const response = await user.fetch(
      "GET",
      `/api/studio/my-creations/${imageId}/download${format ? `?format=${format}` : ""}`,
    );
    expect([response.status, response.headers.get("content-type")]).toEqual([200, `image/${type}`]);
    const disposition = response.headers.get("content-disposition") ?? "";
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/);
    const name = decodeURIComponent(disposition.split("filename*=UTF-8''")[1] ?? "");
    expect(name).toBe(`दीपावली-की-रात-लाल-पतंग-red-kite.${ending}`);
    const file = await bytesOf(response);
    expect(await sharp(file).metadata()).toMatchObject({ format: type, width: 1024, height: 576 });
    expect(await labelOf(file)).toContain(DIGITAL_SOURCE);
  });

  it("know three formats", async () => {
    expect((await user.get(`/api/studio/my-creations/${imageId}/download?format=exe`)).body).toMatchObject({
      status: 422,
      errors: [{ field: "format" }],
    });
  });
});

describe("deleting", () => {
  it("takes a picture out of lists and files at once, and can be undone", async () => {
    const { imageUrl, jobId } = await creation();
    const path = `/api/studio/my-creations/${imageId}`;
    expect((await user.send("DELETE", path)).status).toBe(204);
    expect((await user.send("DELETE", path)).status).toBe(204);
    expect((await open(imageUrl)).status).toBe(404);
    const [binned] = (await user.get("/api/studio/my-creations?deleted=true")).body.items;
    const inTheBin = await open(binned.thumbnailUrl);
    expect(inTheBin.status).toBe(200);
    await inTheBin.body?.cancel();
    expect((await user.get(`${path}/download`)).status).toBe(404);
    expect((await user.get("/api/studio/my-creations")).body.items).toEqual([]);
    expect((await user.job(jobId)).imageUrl).toBeUndefined();
    expect((await user.send("POST", `${path}/restore`)).body).toMatchObject({ id: imageId });
    expect((await user.send("POST", `${path}/restore`)).status).toBe(200);
    const again = await open(imageUrl);
    expect(again.status).toBe(200);
    await again.body?.cancel();
  });
});

describe("encodePicture", () => {
  const wanted = { width: 640, height: 360 };
  const noise = (width: number, height: number) =>
    sharp({
      create: { width, height, channels: 3, background: "#888", noise: { type: "gaussian", mean: 120, sigma: 40 } },
    });

  it("crops and scales a larger picture of the right ratio down to the pixels promised, and keeps its format", async () => {
    const made = await encodePicture(await noise(1300, 720).jpeg().toBuffer(), wanted, imageId);
    expect(made).toMatchObject({ ...wanted, format: "jpeg" });
    expect(await sharp(made.original).metadata()).toMatchObject({ ...wanted, format: "jpeg" });
    expect(Buffer.from(made.placeholder, "base64").length).toBeGreaterThan(5);
  });

  it.each([
    ["wrong_size", () => noise(639, 360).png()],
    ["wrong_size", () => noise(720, 720).png()],
    ["wrong_size", () => noise(664, 360).png()],
    ["blank_picture", () => sharp({ create: { ...wanted, channels: 3, background: "#102030" } }).webp()],
    ["broken_file", () => noise(640, 360).gif()],
    ["broken_file", () => noise(640, 360).tiff()],
  ] as const)("refuses: %s (%#)", async (fault, picture) => {
    await expect(encodePicture(await picture().toBuffer(), wanted, imageId)).rejects.toMatchObject({ fault });
  });

  it.each([
    [
      "an SVG",
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="9" height="9"/></svg>',
      ),
    ],
    ["nothing", Buffer.alloc(0)],
    ["a page", Buffer.from("<!doctype html>")],
  ])("refuses %s", async (_, file) => {
    await expect(encodePicture(file, wanted, imageId)).rejects.toMatchObject({ fault: "broken_file" });
  });

  it("refuses a file that ends in the middle", async () => {
    for (const whole of [await noise(640, 360).jpeg().toBuffer(), await noise(640, 360).png().toBuffer()])
      await expect(encodePicture(whole.subarray(0, whole.length / 2), wanted, imageId)).rejects.toMatchObject({
        fault: "broken_file",
      });
  });

  it("refuses a bomb by its header", async () => {
    const bomb = await noise(640, 360).png().toBuffer();
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    await expect(encodePicture(bomb, wanted, imageId)).rejects.toMatchObject({ fault: "broken_file" });
  });

  it("makes the same files again", async () => {
    const file = await noise(640, 360).png().toBuffer();
    const [one, two] = [await encodePicture(file, wanted, imageId), await encodePicture(file, wanted, imageId)];
    expect(one.sha256).toBe(two.sha256);
  });
});
