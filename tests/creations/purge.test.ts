import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { purgeDue, purgePicture } from "@/lib/domain/creations/purge-creations";
import { RULES } from "@/lib/domain/ledger/rules";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { paint, seedPictures, storeFiles } from "./many";

let studio: Studio;
let user: Caller;
let file: Buffer;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
  user = await studio.newUser(9);
  file = await paint(64, 36);
  await studio.startWorker();
});
afterAll(() => studio.close());

const LIST = "/api/studio/my-creations";
const filesOf = (id: string): string[] => {
  const folder = path.join(studio.world.env.DATA_DIR, "media/images", id);
  return existsSync(folder) ? readdirSync(folder) : [];
};
const rowOf = async (id: string) =>
  (await studio.sql<{ id: string }>("SELECT id FROM image WHERE id = $1", [id])).length;
const purgedAt = async (id: string) =>
  (
    await studio.sql<{ at: Date | null }>("SELECT picture_purged_at AS at FROM generation WHERE id = $1", [
      id.replace("img_", "gen_"),
    ])
  )[0]?.at;
const isGone = async (id: string) => (await rowOf(id)) === 0 && filesOf(id).length === 0 && Boolean(await purgedAt(id));
const gone = (ids: string[]) =>
  eventually("the end of the pictures", async () => (await Promise.all(ids.map(isGone))).every(Boolean));
const pictures = async (count: number): Promise<string[]> => {
  const ids = await seedPictures(studio, user, { count });
  await storeFiles(studio, ids, file);
  return ids;
};

describe("deleting for ever", () => {
  let ids: string[];
  beforeEach(async () => {
    ids = await pictures(3);
  });

  it("takes rows and files of pictures in the bin, at once for everybody who looks", async () => {
    const [a = "", b = "", c = ""] = ids;
    await user.fetch("GET", `${LIST}/${a}/download?format=webp`).then((response) => response.arrayBuffer());
    const shared = (await user.send("POST", `${LIST}/${a}/share`)).body;
    expect(filesOf(a).length).toBe(5);
    const { imageUrl } = (await user.get(`${LIST}/${a}`)).body;
    await user.send("POST", `${LIST}/bulk`, { action: "delete", ids: [a, b] });
    await studio.stopWorker();
    const count = (await user.send("POST", `${LIST}/bulk`, { action: "purge", ids: [a, b] })).body;
    // The worker has done nothing yet.
    const files = filesOf(a).length;
    const answers: [what: string, status: number][] = [];
    for (const [method, address, body] of [
      ["GET", `${LIST}/${a}`],
      ["POST", `${LIST}/${a}/restore`],
      ["PATCH", `${LIST}/${a}`, { favourite: true }],
      ["DELETE", `${LIST}/${a}`],
      ["GET", `${LIST}/${a}/download`],
      ["POST", `${LIST}/${a}/share`],
      ["GET", imageUrl],
      ["GET", shared.imageUrl],
      ["POST", `${LIST}/bulk`, { action: "restore", ids: [a] }],
    ] as const)
      answers.push([`${method} ${address}`, (await user.send(method, address, body)).status]);
    const bin = (await user.get(`${LIST}?deleted=true`)).body.items;
    await studio.startWorker();
    expect([count, files, bin]).toEqual([{ count: 2 }, 5, []]);
    expect(answers.filter(([, status]) => status !== 404)).toEqual([]);
    await gone([a, b]);
    expect([await rowOf(c), filesOf(c).length]).toEqual([1, 3]);
    expect((await user.send("DELETE", `${LIST}/${c}`)).status).toBe(204);
    await user.send("POST", `${LIST}/empty-bin`);
    await gone([c]);
  });

  it("empties one's own bin, nobody else's", async () => {
    const other = await studio.newUser();
    const theirs = await seedPictures(studio, other, { count: 1 });
    await other.send("DELETE", `${LIST}/${theirs[0]}`);
    await user.send("POST", `${LIST}/bulk`, { action: "delete", ids });
    expect((await user.send("POST", `${LIST}/empty-bin`)).body).toEqual({ count: 3 });
    expect((await user.send("POST", `${LIST}/empty-bin`)).body).toEqual({ count: 0 });
    await gone(ids);
    expect((await other.get(`${LIST}?deleted=true`)).body.items.length).toBe(1);
  });

  it("happens by itself after 30 days, not before, with any number of workers", async () => {
    const [a = "", b = "", c = ""] = ids;
    await user.send("POST", `${LIST}/bulk`, { action: "delete", ids: [a, b] });
    await studio.sql("UPDATE image SET deleted_at = now() - interval '30 days 1 second' WHERE id = $1", [a]);
    await studio.sql("UPDATE image SET deleted_at = now() - interval '29 days 23 hours 59 minutes' WHERE id = $1", [b]);
    await Promise.all(Array.from({ length: 4 }, () => purgeDue(studio.world)));
    await gone([a]);
    expect([await rowOf(b), filesOf(b).length, await rowOf(c)]).toEqual([1, 3, 1]);
    await user.send("POST", `${LIST}/${b}/restore`);
  });

  it("goes on with one whose task was lost", async () => {
    const [a = ""] = ids;
    await studio.sql(
      "UPDATE image SET deleted_at = now(), purge_started_at = now() - interval '2 hours' WHERE id = $1",
      [a],
    );
    await purgeDue(studio.world);
    await gone([a]);
  });

  it("or a restore wins: never a row without files, never files without a row", async () => {
    const many = [...ids, ...(await pictures(17))];
    await user.send("POST", `${LIST}/bulk`, { action: "delete", ids: many });
    await studio.sql("UPDATE image SET deleted_at = now() - interval '31 days' WHERE id = ANY($1)", [many]);
    const [restores] = await Promise.all([
      Promise.all(many.map((id) => user.send("POST", `${LIST}/${id}/restore`))),
      purgeDue(studio.world),
      purgeDue(studio.world),
    ]);
    const kept = many.filter((_, at) => restores[at]?.status === 200);
    await gone(many.filter((id) => !kept.includes(id)));
    for (const id of kept) expect([await rowOf(id), filesOf(id).length, await purgedAt(id)]).toEqual([1, 3, null]);
    await user.send("POST", `${LIST}/bulk`, { action: "delete", ids: kept.length > 0 ? kept : many });
  });

  it("is refused by the database itself for a picture whose purge has not begun, and never taken back", async () => {
    const [a = ""] = ids;
    await expect(studio.sql("DELETE FROM image WHERE id = $1", [a])).rejects.toThrow("is not being purged");
    await studio.sql("UPDATE image SET deleted_at = now(), purge_started_at = now() WHERE id = $1", [a]);
    await expect(studio.sql("UPDATE image SET purge_started_at = NULL WHERE id = $1", [a])).rejects.toThrow(
      "is being purged",
    );
    await purgePicture(studio.world, { imageId: a });
    await purgePicture(studio.world, { imageId: a });
    expect(await isGone(a)).toBe(true);
  });
});

describe("a purge that meets the making of another file", () => {
  for (const [what, start, name] of [
    ["a conversion", (id: string) => user.fetch("GET", `${LIST}/${id}/download?format=webp`), "converted.webp"],
    ["a marked copy", (id: string) => user.send("POST", `${LIST}/${id}/share`), "shared.jpeg"],
  ] as const) {
    it(`leaves no file behind: ${what}`, async () => {
      const [id = ""] = await pictures(1);
      const { media } = studio.world.ports;
      const put = media.put;
      let written: string[] | undefined;
      // The purge passes between the look at the row and the writing of the file.
      media.put = async (key, content, type) => {
        if (!key.endsWith(name)) return put(key, content, type);
        await user.send("DELETE", `${LIST}/${id}`);
        await studio.sql("UPDATE image SET purge_started_at = now() WHERE id = $1", [id]);
        await purgePicture(studio.world, { imageId: id });
        await put(key, content, type);
        written = filesOf(id);
      };
      try {
        void start(id);
        await eventually("the late file", async () => written);
      } finally {
        media.put = put;
      }
      expect(written).toEqual([name]);
      await gone([id]);
    });
  }
});

describe("a picture that was made, shown, and deleted for ever", () => {
  it("leaves its job, its debit and books that hold", async () => {
    const painter = await studio.newUser(1);
    const jobId = (await painter.generate()).body.jobId;
    const { imageId = "" } = await painter.ended(jobId);
    await painter.send("DELETE", `${LIST}/${imageId}`);
    await painter.send("POST", `${LIST}/empty-bin`);
    await gone([imageId]);
    const job = await painter.job(jobId);
    expect([job.status, job.imageId, job.imageUrl, job.creditsRefunded]).toEqual([
      "succeeded",
      undefined,
      undefined,
      0,
    ]);
    // Seeded pictures have no debits, so the books as a whole do not hold here.
    const rules = RULES.filter(({ rule }) => rule.includes("picture"));
    for (const { sql } of rules) expect(await studio.sql(sql)).toEqual([]);
    await studio.sql("UPDATE generation SET picture_purged_at = NULL WHERE id = $1", [jobId]);
    for (const { sql } of rules) expect((await studio.sql(sql)).length).toBe(1);
  });
});
