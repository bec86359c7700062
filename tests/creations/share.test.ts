import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markPicture } from "@/lib/domain/creations/encode-picture";
import { readShare } from "@/lib/domain/creations/shares";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { dispatch } from "@/tests/support/routes";
import { paint, seedPictures, storeFiles } from "./many";
import { openFilesOf } from "./open-files";

let studio: Studio;
let user: Caller;
let other: Caller;
let imageId: string;
beforeAll(async () => {
  studio = await openStudio();
  await studio.startWorker();
  [user, other] = [await studio.newUser(9), await studio.newUser()];
  imageId = (await user.ended((await user.generate({ tier: "premium2k" })).body.jobId)).imageId ?? "";
});
afterAll(() => studio.close());

const path = () => `/api/studio/my-creations/${imageId}`;
const share = async () => (await user.send("POST", `${path()}/share`)).body;
/** Nobody, without a session. */
const visit = (address: string, headers: Record<string, string> = {}, method = "GET") =>
  dispatch(new Request(new URL(address, studio.origin), { method, headers }));
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const nobody = () => ({
  ...studio.world,
  actor: { kind: "nobody" } as const,
  requestId: "",
  ip: "",
  userAgent: "",
  deviceId: "",
});

describe("a shared picture", () => {
  it("is shown to whoever has the link: smaller, labelled in the file, and nothing of its recipe or owner beside the name", async () => {
    const { shareId, url, imageUrl } = await share();
    expect(url).toBe(`${studio.origin}/s/${shareId}`);
    expect(await share()).toEqual({ shareId, url, imageUrl });
    const response = await visit(imageUrl);
    expect([response.status, response.headers.get("cache-control"), response.headers.get("content-type")]).toEqual([
      200,
      "public, max-age=30",
      "image/jpeg",
    ]);
    expect(response.headers.get("set-cookie")).toBeNull();
    const file = await bytesOf(response);
    const { width, height, format, xmpAsString = "" } = await sharp(file).metadata();
    expect([width, height, format]).toEqual([1280, 720, "jpeg"]);
    expect(xmpAsString).toContain("digitalsourcetype/trainedAlgorithmicMedia");
    const shown = await readShare(nobody(), shareId);
    expect(shown).toEqual({
      shareId,
      imageUrl,
      width: 1280,
      height: 720,
      placeholder: expect.stringMatching(/.{5,}/),
      by: "Asha Rao",
      createdAt: expect.stringMatching(/Z$/),
    });
    expect(JSON.stringify(shown)).not.toMatch(/usr_|img_|gen_|@|kite/);
  });

  it("is asked for again and again, so nothing is sent twice to one who has it; HEAD leaves nothing open", async () => {
    const { imageUrl } = await share();
    const first = await visit(imageUrl);
    await first.body?.cancel();
    const etag = first.headers.get("etag") ?? "";
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await visit(imageUrl, { "If-None-Match": known });
      expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
      expect(again.headers.get("cache-control")).toBe("public, max-age=30");
    }
    expect((await bytesOf(await visit(imageUrl, { "If-None-Match": '"other"' }))).length).toBeGreaterThan(1_000);
    const [large = ""] = await seedPictures(studio, user, { count: 1 });
    // Larger than what is read ahead, so that it stays open until somebody closes it.
    await storeFiles(studio, [large], await paint(700, 500));
    for (const address of [(await user.get(`/api/studio/my-creations/${large}`)).body.imageUrl, imageUrl]) {
      const head = await visit(address, {}, "HEAD");
      expect([head.status, Number(head.headers.get("content-length")) > 1_000, await head.text()]).toEqual([
        200,
        true,
        "",
      ]);
    }
    // By then whatever those opened is open.
    await bytesOf(await visit(imageUrl));
    await eventually("closed files", async () => openFilesOf(studio) === 0);
  });

  it("is gone at once when it is unshared, deleted or its link is wrong; sharing again makes another link", async () => {
    const { shareId, imageUrl } = await share();
    expect((await user.send("DELETE", path())).status).toBe(204);
    expect((await visit(imageUrl)).status).toBe(404);
    await expect(readShare(nobody(), shareId)).rejects.toMatchObject({ code: "not_found" });
    expect((await user.send("POST", `${path()}/share`)).status).toBe(404);
    await user.send("POST", `${path()}/restore`);
    const back = await visit(imageUrl);
    expect(back.status).toBe(200);
    await back.body?.cancel();
    expect((await user.send("DELETE", `${path()}/share`)).status).toBe(204);
    expect((await user.send("DELETE", `${path()}/share`)).status).toBe(204);
    const etag = back.headers.get("etag") ?? "";
    for (const wrong of [
      imageUrl,
      imageUrl.replace("preview", "original"),
      `/media/shr_${"0".repeat(32)}/preview`,
      `/media/${imageId}/preview`,
      "/media/x/preview",
    ])
      expect([wrong, (await visit(wrong, { "If-None-Match": etag })).status]).toEqual([wrong, 404]);
    const next = await share();
    expect(next.shareId).not.toBe(shareId);
    expect((await visit(next.imageUrl.replace("preview", "original"))).status).toBe(404);
  });

  it("is its owner's to share and unshare, once however often asked at once", async () => {
    const { imageUrl } = await share();
    for (const method of ["POST", "DELETE"])
      expect((await other.send(method, `${path()}/share`)).body.code).toBe("not_found");
    expect((await bytesOf(await visit(imageUrl))).length).toBeGreaterThan(1_000);
    await user.send("DELETE", `${path()}/share`);
    const all = await Promise.all(Array.from({ length: 6 }, share));
    expect(new Set(all.map(({ shareId }) => shareId)).size).toBe(1);
  });
});

describe("markPicture", () => {
  const SIZES = [
    [2048, 1152],
    [1152, 2048],
    [1024, 1024],
    [576, 1024],
  ] as const;
  for (const [background, name] of [
    ["#ffffff", "white"],
    ["#000000", "black"],
  ] as const) {
    it(`says "AI-generated" in a corner that can be read on ${name}`, async () => {
      for (const [width, height] of SIZES) {
        const plain = await sharp({ create: { width, height, channels: 3, background } })
          .png()
          .toBuffer();
        const marked = await markPicture(plain, imageId);
        const scale = Math.min(1, 1280 / Math.max(width, height));
        const size = await sharp(marked).metadata();
        expect([size.width, size.height]).toEqual([Math.round(width * scale), Math.round(height * scale)]);
        const box = { left: 0, top: 0, width: Math.round(size.width * 0.3), height: Math.round(size.width * 0.08) };
        const { data } = await sharp(marked).extract(box).greyscale().raw().toBuffer({ resolveWithObject: true });
        const share = (is: (value: number) => boolean) => data.filter(is).length / data.length;
        // White letters on a dark plate, whatever lies behind it.
        expect(share((value) => value > 230)).toBeGreaterThan(0.05);
        expect(share((value) => value < 70)).toBeGreaterThan(0.3);
        const below = { ...box, top: box.height, width: size.width, height: size.height - box.height };
        const rest = await sharp(await sharp(marked).extract(below).png().toBuffer()).stats();
        expect(rest.channels[0]?.stdev).toBeLessThan(3);
      }
    });
  }
});
