import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CreationView } from "@/lib/domain/creations/contract";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { seedPictures } from "./many";

let studio: Studio;
let user: Caller;
let other: Caller;
let ids: string[];
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
  [user, other] = [await studio.newUser(), await studio.newUser()];
  ids = await seedPictures(studio, user, { count: 1_000 });
});
afterAll(() => studio.close());

type Page = { items: CreationView[]; nextCursor: string | null };
const LIST = "/api/studio/my-creations";
const page = async (query: string, by = user): Promise<Page> => (await by.get(`${LIST}?${query}`)).body;
const idsOf = ({ items }: Page) => items.map(({ id }) => id);

async function walk(query: string, between: (pages: number) => Promise<void> = async () => {}): Promise<string[]> {
  const seen: string[] = [];
  let cursor = "";
  for (let pages = 1; ; pages++) {
    const got = await page(`${query}${cursor && `&cursor=${cursor}`}`);
    seen.push(...idsOf(got));
    if (!got.nextCursor) return seen;
    cursor = got.nextCursor;
    await between(pages);
  }
}

describe("the list of a thousand pictures", () => {
  it("shows each once, newest first, while new ones arrive and old ones are deleted", async () => {
    const gone: string[] = [];
    const seen = await walk("limit=50", async (pages) => {
      await seedPictures(studio, user, { count: 3, prompt: "arrived meanwhile", startMinutesAgo: -30 });
      const victim = ids[pages * 50 + 25];
      if (pages % 4 !== 0 || !victim) return;
      await user.send("DELETE", `${LIST}/${victim}`);
      gone.push(victim);
    });
    expect(gone.length).toBeGreaterThan(3);
    expect(seen).toEqual(ids.filter((id) => !gone.includes(id)));
    await user.send("POST", `${LIST}/bulk`, { action: "restore", ids: gone });
    await studio.sql("UPDATE image SET deleted_at = now() WHERE search_text LIKE 'arrived%'");
    await studio.sql("UPDATE image SET purge_started_at = now() WHERE search_text LIKE 'arrived%'");
    expect((await walk("limit=100")).length).toBe(1_000);
  });
});

describe("filters", () => {
  beforeAll(async () => {
    await seedPictures(studio, user, {
      count: 3,
      tier: "premium2k",
      prompt: "100% रेशम की साड़ी",
      startMinutesAgo: 5_000,
    });
    await seedPictures(studio, user, {
      count: 2,
      prompt: "A festive lane at dusk",
      enhancedFrom: "दीवाली की गली Ünïcode",
      startMinutesAgo: 6_000,
    });
  });
  const count = async (query: string) => (await page(`limit=100&${query}`)).items.length;
  const q = (text: string) => count(`q=${encodeURIComponent(text)}`);

  it("find what was written, before and after Enhance, in any script, whatever its case and composition", async () => {
    expect(await Promise.all([q("साड़ी"), q("दीवाली"), q("FESTIVE lane"), q("ÜNÏCODE")])).toEqual([3, 2, 2, 2]);
    expect(await q("दीवाली".normalize("NFD"))).toBe(2);
    expect(await q("u\u0308ni\u0308code")).toBe(2);
    expect(await Promise.all([q("100%"), q("10_%"), q("%"), q("_"), q("\\")])).toEqual([3, 0, 3, 0, 0]);
  });

  it("by size, favourite, day in India, and all of them together", async () => {
    const [one, two] = await page("tier=premium2k").then(idsOf);
    expect(await count("tier=premium2k")).toBe(3);
    for (const id of [one, two]) {
      expect((await user.send("PATCH", `${LIST}/${id}`, { favourite: true })).body).toMatchObject({
        id,
        favourite: true,
      });
    }
    expect([await count("favourite=true"), await count("favourite=true&tier=standard")]).toEqual([2, 0]);
    expect(idsOf(await page(`favourite=true&tier=premium2k&q=${encodeURIComponent("साड़ी")}&limit=1`))).toEqual([one]);
    await user.send("PATCH", `${LIST}/${one}`, { favourite: false });
    expect([await count("favourite=true"), await count("favourite=false&tier=premium2k")]).toEqual([1, 2]);
    // 18:29:59 UTC is still the 3rd in India, 18:30 the 4th.
    await studio.sql("UPDATE image SET created_at = '2025-03-03T18:29:59Z' WHERE id = $1", [one]);
    await studio.sql("UPDATE image SET created_at = '2025-03-03T18:30:00Z' WHERE id = $1", [two]);
    expect(idsOf(await page("from=2025-03-03&to=2025-03-03"))).toEqual([one]);
    expect(idsOf(await page("from=2025-03-04&to=2025-03-04"))).toEqual([two]);
    expect(idsOf(await page("from=2025-03-03&to=2025-03-04"))).toEqual([two, one]);
    expect(idsOf(await page("to=0001-01-01"))).toEqual([]);
    for (const bad of ["from=2025-02-30", "to=yesterday", "favourite=1", "tier=gold", "deleted=yes"])
      expect([bad, (await user.get(`${LIST}?${bad}`)).status]).toEqual([bad, 422]);
  });

  it("by collection: one's own; somebody else's is not found", async () => {
    const { body } = await user.send("POST", "/api/studio/collections", { name: "दुकान" });
    const [a = "", b = "", c = ""] = ids;
    await user.send("POST", `${LIST}/bulk`, { action: "collect", ids: [b, a, a], collectionId: body.id });
    expect(idsOf(await page(`collectionId=${body.id}`))).toEqual([a, b]);
    expect((await page("limit=3")).items.map(({ collectionIds }) => collectionIds)).toEqual([[body.id], [body.id], []]);
    await user.send("DELETE", `${LIST}/${a}`);
    expect(idsOf(await page(`collectionId=${body.id}`))).toEqual([b]);
    expect(idsOf(await page(`collectionId=${body.id}&deleted=true`))).toEqual([a]);
    await user.send("POST", `${LIST}/${a}/restore`);
    expect((await other.get(`${LIST}?collectionId=${body.id}`)).body.code).toBe("not_found");
    expect((await user.get(`${LIST}?collectionId=col_${"0".repeat(32)}`)).status).toBe(404);
    expect(c).toBeTruthy();
  });

  it("show the bin, last deleted first, with the day when it is emptied", async () => {
    const [a = "", , c = ""] = ids;
    await user.send("DELETE", `${LIST}/${c}`);
    await user.send("DELETE", `${LIST}/${a}`);
    const bin = await page("deleted=true&limit=1");
    expect(idsOf(bin)).toEqual([a]);
    expect(idsOf(await page(`deleted=true&limit=1&cursor=${bin.nextCursor}`))).toEqual([c]);
    const [{ deletedAt, purgedAt } = { deletedAt: "", purgedAt: "" }] = bin.items;
    expect(Date.parse(purgedAt ?? "") - Date.parse(deletedAt ?? "")).toBe(30 * 86_400_000);
    expect(idsOf(await page("limit=2"))).toEqual([ids[1], ids[3]]);
    await user.send("POST", `${LIST}/bulk`, { action: "restore", ids: [a, c] });
  });
});
