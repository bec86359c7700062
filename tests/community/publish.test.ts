import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ProviderError } from "@/lib/providers/provider-error";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { FEED, hangPosts, makePicture, POSTS, publish } from "./posts";

let studio: Studio;
let asha: Caller;
let bo: Caller;
let classifier: Studio["world"]["ports"]["classifier"];

beforeAll(async () => {
  studio = await openStudio();
  await studio.startWorker();
  classifier = studio.world.ports.classifier;
  [asha, bo] = await Promise.all([studio.newUser(100), studio.newUser(100)]);
});
afterEach(() => {
  if (classifier) studio.world.ports.classifier = classifier;
});
afterAll(() => studio.close());

const sure = { drawing: 0, neutral: 1, sexy: 0, porn: 0, hentai: 0 };
const classifies = (scores: Partial<typeof sure>) => {
  studio.world.ports.classifier = { classify: async () => ({ scores: { ...sure, ...scores }, model: "test" }) };
};

describe("publishPicture", () => {
  it("lets the sandbox's ordinary pictures live, by the real classifier", async () => {
    const wishes = [
      "a red kite over green hills",
      "studio portrait of a woman in a teal saree, yellow background",
      "a plate of laddoos on marigold cloth",
      "clay lamps on stone steps at night",
      "a city street in the rain, neon light",
      "a green chalkboard with a pendulum",
      "a misty mountain valley at dawn",
      "a jar of mango pickle on a wooden table",
    ];
    for (const [index, prompt] of wishes.entries()) {
      const { status, body } = await publish(asha, await makePicture(asha, { prompt, seed: index }));
      expect([prompt, status, body.status]).toEqual([prompt, 201, "live"]);
    }
  });

  it("shows a marked copy in three sizes, and nothing of it once the post is not there any more", async () => {
    const { body } = await publish(asha, await makePicture(asha));
    const post = (await bo.get(`${POSTS}/${body.postId}`)).body;
    for (const variant of ["preview", "thumbnail", "og"]) {
      const file = await bo.fetch("GET", `/media/${body.postId}/${variant}`);
      expect(file.headers.get("cache-control")).toBe("public, max-age=30");
      const bytes = Buffer.from(await file.arrayBuffer());
      const { xmp, width, height } = await sharp(bytes).metadata();
      expect(xmp?.toString()).toContain("trainedAlgorithmicMedia");
      if (variant === "preview") expect([width, height]).toEqual([post.width, post.height]);
      if (variant === "og") expect([width, height]).toEqual([1200, 630]);
    }
    const etag = (await bo.fetch("GET", `/media/${body.postId}/preview`)).headers.get("etag") ?? "";
    expect((await asha.send("DELETE", `${POSTS}/${body.postId}`)).status).toBe(204);
    const again = await bo.fetch("GET", `/media/${body.postId}/preview`, undefined, { "If-None-Match": etag });
    expect(again.status).toBe(404);
  });

  it("publishes a picture once, however many ask at the same moment", async () => {
    const imageId = await makePicture(asha);
    const answers = await Promise.all(Array.from({ length: 16 }, () => publish(asha, imageId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 15 }, () => 409)]);
  });

  it("finds no picture of somebody else's, and none in the bin", async () => {
    const imageId = await makePicture(asha);
    expect((await publish(bo, imageId)).status).toBe(404);
    await asha.send("DELETE", `/api/studio/my-creations/${imageId}`);
    expect((await publish(asha, imageId)).status).toBe(404);
  });

  it("holds what the classifier is unsure about, and tells its author alone", async () => {
    classifies({ neutral: 0.2, porn: 0.8 });
    const { body } = await publish(asha, await makePicture(asha));
    expect(body).toMatchObject({ status: "held", hold: { rule: "picture", field: "picture" } });
    expect((await bo.get(`${POSTS}/${body.postId}`)).status).toBe(404);
    expect((await bo.fetch("GET", `/media/${body.postId}/preview`)).status).toBe(404);
    const own = await asha.fetch("GET", `/media/${body.postId}/preview`);
    expect([own.status, own.headers.get("cache-control")]).toEqual([200, "private, max-age=30"]);
    expect((await asha.get(`${POSTS}/${body.postId}`)).body.hold.message).toContain("moderator");
    expect((await bo.get(FEED)).body.items.map(({ id }: { id: string }) => id)).not.toContain(body.postId);
  });

  it("holds everything while there is no classifier, or it fails", async () => {
    studio.world.ports.classifier = undefined;
    expect((await publish(asha, await makePicture(asha))).body).toMatchObject({ hold: { rule: "unchecked" } });
    studio.world.ports.classifier = {
      classify: () => Promise.reject(new ProviderError("down", "out of order")),
    };
    expect((await publish(asha, await makePicture(asha))).body).toMatchObject({ hold: { rule: "unchecked" } });
  });

  it("names rule and field of words that are never shown, and holds doubtful ones", async () => {
    const imageId = await makePicture(asha);
    const refused = await publish(asha, imageId, { tags: ["child porn"] });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: "content_policy_violation", errors: [{ field: "tags" }] });
    const { body } = await publish(asha, imageId, { description: "call me: 98765 43210" });
    expect(body).toMatchObject({ status: "held", hold: { rule: "personal_data", field: "description" } });
  });

  it("keeps the watermark unless credits were ever bought", async () => {
    expect((await publish(asha, await makePicture(asha), { watermark: false })).status).toBe(403);
  });

  it("goes out of sight with its picture, comes back with it, and goes for ever with it", async () => {
    const imageId = await makePicture(asha);
    const { body } = await publish(asha, imageId);
    const sees = async () => (await bo.get(`${POSTS}/${body.postId}`)).status;
    await asha.send("DELETE", `/api/studio/my-creations/${imageId}`);
    expect(await sees()).toBe(404);
    await asha.send("POST", `/api/studio/my-creations/${imageId}/restore`);
    expect(await sees()).toBe(200);
    await asha.send("DELETE", `/api/studio/my-creations/${imageId}`);
    await asha.send("POST", "/api/studio/my-creations/bulk", { action: "purge", ids: [imageId] });
    await eventually("the purge", async () => {
      const [row] = await studio.sql<{ gone: boolean }>(
        "SELECT deleted_at IS NOT NULL AS gone FROM post WHERE id = $1",
        [body.postId],
      );
      return row?.gone;
    });
  });
});

describe("updatePost", () => {
  it("screens a private post as a whole before others see it", async () => {
    classifies({});
    const { body } = await publish(asha, await makePicture(asha), { visibility: "private" });
    await studio.sql("DELETE FROM picture_screening");
    classifies({ neutral: 0, hentai: 1 });
    const { body: changed } = await asha.send("PATCH", `${POSTS}/${body.postId}`, { visibility: "public" });
    expect(changed.status).toBe("held");
    await eventually("the check", async () => {
      const { hold } = (await asha.get(`${POSTS}/${body.postId}`)).body;
      return hold?.rule === "picture";
    });
    expect((await bo.get(`${POSTS}/${body.postId}`)).status).toBe(404);
  });

  it("judges new words, and takes a prompt that is hidden out of search and remix", async () => {
    classifies({});
    const { body } = await publish(asha, await makePicture(asha, { prompt: "a पतंग with zebrastripes" }));
    const address = `${POSTS}/${body.postId}`;
    const found = async (q: string) => (await bo.get(`${FEED}?q=${encodeURIComponent(q)}`)).body.items.length;
    expect([await found("zebrastri"), await found("पतंग"), await found("पत")]).toEqual([1, 1, 1]);
    expect((await bo.get(`${address}/remix`)).status).toBe(200);
    expect((await asha.send("PATCH", address, { title: "child porn" })).status).toBe(422);
    await asha.send("PATCH", address, { showPrompt: false });
    expect(await found("zebrastripes")).toBe(0);
    expect((await bo.get(`${address}/remix`)).status).toBe(404);
    const { body: seen } = await bo.get(address);
    expect(seen).not.toHaveProperty("prompt");
    expect(seen.canRemix).toBe(false);
    expect((await bo.generate({ sourcePostId: body.postId })).status).toBe(404);
  });
});

describe("reportPost", () => {
  it("hides a post at the third report, once, whoever reports at the same moment", async () => {
    classifies({});
    const { body } = await publish(asha, await makePicture(asha));
    const people = await Promise.all(Array.from({ length: 6 }, () => studio.newUser()));
    const report = (one: Caller) => one.send("POST", `${POSTS}/${body.postId}/report`, { reason: "spam" });
    expect((await report(people[0]!)).status).toBe(202);
    expect((await report(people[0]!)).status).toBe(409);
    await Promise.all(people.slice(1).map(report));
    expect((await bo.get(`${POSTS}/${body.postId}`)).status).toBe(404);
    const decisions = await studio.sql("SELECT FROM moderation_decision WHERE post_id = $1", [body.postId]);
    expect(decisions).toHaveLength(1);
    const { items } = (await asha.get("/api/notifications")).body;
    expect(items.filter(({ kind }: { kind: string }) => kind === "moderation").length).toBeGreaterThan(0);
    // Deleting and publishing anew is no way around it.
    const own = (await asha.get(`${POSTS}/${body.postId}`)).body;
    await asha.send("DELETE", `${POSTS}/${body.postId}`);
    expect((await publish(asha, own.imageId)).status).toBe(409);
  });

  it("hides at exactly three reports that come in the same moment, post after post", async () => {
    const posts = await hangPosts(studio, asha, { count: 12 });
    const people = await Promise.all(Array.from({ length: 3 }, () => studio.newUser()));
    for (const postId of posts)
      await Promise.all(people.map((one) => one.send("POST", `${POSTS}/${postId}/report`, { reason: "spam" })));
    const hidden = await studio.sql("SELECT FROM post WHERE id = ANY($1) AND status = 'hidden'", [posts]);
    expect(hidden).toHaveLength(12);
  });
});
