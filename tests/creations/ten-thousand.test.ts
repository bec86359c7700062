import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { CreationFilters } from "@/lib/domain/creations/filters";
import { countCreations, listCreations } from "@/lib/domain/creations/reads";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { seedPictures } from "./many";

let studio: Studio;
let user: Caller;
beforeAll(async () => {
  studio = await openStudio();
  const others = await Promise.all(Array.from({ length: 6 }, () => studio.newUser()));
  user = await studio.newUser();
  for (const one of [user, ...others]) await seedPictures(studio, one, { count: 8_000 });
  await seedPictures(studio, user, { count: 2_000, tier: "premium2k", startMinutesAgo: 3 });
  await studio.sql("UPDATE image SET is_favourite = true WHERE right(id, 2) < '05'");
  await studio.sql("UPDATE image SET deleted_at = created_at WHERE right(id, 2) > 'f8'");
  // As it is on a table that has been cleaned up: left to itself, it may put off the pages of what was changed just now.
  await studio.sql("VACUUM (ANALYZE, FREEZE, INDEX_CLEANUP ON) image");
});
afterAll(() => studio.close());

type Plan = {
  "Node Type": string;
  "Parent Relationship"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  Plans?: Plan[];
};
/** Without what runs once for each picture shown. */
const nodes = (plan: Plan): Plan[] =>
  plan["Parent Relationship"] === "SubPlan" ? [] : [plan, ...(plan.Plans ?? []).flatMap(nodes)];

const asUser = (): Ctx<UserActor> => {
  const actor = { kind: "user", userId: user.userId } as UserActor;
  return { ...studio.world, actor, requestId: "", ip: "", userAgent: "", deviceId: "" };
};

/** The very statements of a read, explained instead of run. */
async function explained(
  read: (ctx: Ctx<UserActor>) => Promise<unknown>,
): Promise<{ kinds: string[]; indexes: string[]; condition: string }> {
  const plans: Plan[] = [];
  const query = async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await studio.world.pool.query(`EXPLAIN (FORMAT JSON) ${text}`, values);
    plans.push(rows[0]["QUERY PLAN"][0].Plan);
    return { rows: [] };
  };
  await read({ ...asUser(), pool: { query } } as unknown as Ctx<UserActor>);
  const all = plans.flatMap(nodes);
  return {
    kinds: [...new Set(all.map((node) => node["Node Type"]))],
    indexes: all.flatMap((node) => node["Index Name"] ?? []),
    condition: all.map((node) => node["Index Cond"] ?? "").join(" "),
  };
}

/** Median milliseconds of two reads, taken in turns so that a busy machine slows both. */
async function medians(one: () => Promise<unknown>, two: () => Promise<unknown>): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < 300; round++) {
    for (const at of round % 2 ? ([0, 1] as const) : ([1, 0] as const)) {
      const begin = performance.now();
      await (at === 0 ? one() : two());
      times[at].push(performance.now() - begin);
    }
  }
  const p50 = (list: number[]) => list.sort((a, b) => a - b)[list.length / 2] ?? 0;
  return [p50(times[0]), p50(times[1])];
}

describe("page 400 of ten thousand pictures", () => {
  it("is as fast as the first", async () => {
    const limit = 20;
    let cursor: string | undefined;
    for (let page = 1; page < 400; page++)
      cursor = (await listCreations(asUser(), { limit, ...(cursor ? { cursor } : {}) })).nextCursor ?? undefined;
    const deep = { limit, ...(cursor ? { cursor } : {}) };
    expect((await listCreations(asUser(), deep)).items.length).toBe(limit);
    const [first, later] = await medians(
      () => listCreations(asUser(), { limit }),
      () => listCreations(asUser(), deep),
    );
    expect(later / first).toBeLessThan(1.5);
  });
});

describe("at ten thousand pictures of one person, an index serves", () => {
  const FILTERS: [string, CreationFilters, string][] = [
    ["the list", {}, "image_kept_by_user"],
    ["a size", { tier: "premium2k" }, "image_kept_by_tier"],
    ["favourites", { favourite: true }, "image_favourite"],
    ["the bin", { deleted: true }, "image_bin"],
  ];
  for (const [what, filters, index] of FILTERS) {
    it(`${what}: first page, deep page, count`, async () => {
      const key = filters.deleted ? "deleted_at" : "created_at";
      const [middle] = await studio.sql<{ at: string; id: string }>(
        `SELECT ${key}::text AS at, id FROM image WHERE user_id = $1 AND ${key} IS NOT NULL ORDER BY ${key} DESC OFFSET 100 LIMIT 1`,
        [user.userId],
      );
      const cursor = Buffer.from(JSON.stringify([middle?.at, middle?.id])).toString("base64url");
      for (const query of [filters, { ...filters, cursor }]) {
        const { kinds, indexes, condition } = await explained((ctx) => listCreations(ctx, query));
        // A later page begins at its place in the index; it does not read up to it.
        expect(condition.includes(`ROW(${key}, id) <`)).toBe("cursor" in query);
        expect(indexes).toContain(index);
        expect(kinds).not.toContain("Sort");
        expect(kinds).not.toContain("Seq Scan");
      }
      const { kinds } = await explained((ctx) => countCreations(ctx, filters));
      expect(kinds).not.toContain("Seq Scan");
    });
  }

  it("days and words too", async () => {
    for (const filters of [
      { from: "2020-01-01", to: "2030-01-01" },
      { q: "कमल" },
      { q: "kite", tier: "premium2k" as const },
    ]) {
      const { kinds } = await explained((ctx) => listCreations(ctx, filters));
      expect(kinds).not.toContain("Sort");
      expect(kinds).not.toContain("Seq Scan");
    }
  });
});
