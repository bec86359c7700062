import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_COLLECTIONS } from "@/lib/domain/collections/contract";
import { seedPictures } from "@/tests/creations/many";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";

let studio: Studio;
let user: Caller;
let other: Caller;
let ids: string[];
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
  [user, other] = [await studio.newUser(), await studio.newUser()];
  ids = await seedPictures(studio, user, { count: 4 });
});
afterAll(() => studio.close());

const LIST = "/api/studio/collections";
const create = async (name: string, by = user) => by.send("POST", LIST, { name });
const names = async (query = "limit=100") =>
  (await user.get(`${LIST}?${query}`)).body.items.map(({ name }: { name: string }) => name);

describe("collections", () => {
  it("are made, renamed and deleted; their pictures stay", async () => {
    const made = await create("  Diwali   shop ");
    expect([made.status, made.body]).toMatchObject([201, { name: "Diwali shop", count: 0 }]);
    const path = `${LIST}/${made.body.id}`;
    expect((await user.send("PATCH", path, { name: "दीवाली की दुकान" })).body).toMatchObject({ name: "दीवाली की दुकान" });
    for (const id of ids.slice(0, 3)) expect((await user.send("PUT", `${path}/items/${id}`)).status).toBe(204);
    expect((await user.send("PUT", `${path}/items/${ids[0]}`)).status).toBe(204);
    expect((await user.get(path)).body).toMatchObject({
      count: 3,
      cover: { thumbnailUrl: expect.stringContaining(ids[2] ?? "") },
    });
    await user.send("DELETE", `/api/studio/my-creations/${ids[2]}`);
    expect((await user.get(path)).body).toMatchObject({
      count: 2,
      cover: { thumbnailUrl: expect.stringContaining(ids[1] ?? "") },
    });
    await user.send("POST", `/api/studio/my-creations/${ids[2]}/restore`);
    expect((await user.send("DELETE", `${path}/items/${ids[1]}`)).status).toBe(204);
    expect((await user.send("DELETE", `${path}/items/${ids[1]}`)).status).toBe(204);
    expect((await user.get(path)).body.count).toBe(2);
    expect((await user.send("DELETE", path)).status).toBe(204);
    expect((await user.send("DELETE", path)).status).toBe(404);
    expect((await user.get(`/api/studio/my-creations/${ids[0]}`)).body.collectionIds).toEqual([]);
  });

  it("have names that differ by more than capitals, for each person", async () => {
    const [a, b] = [await create("Chai"), await create("Kites")];
    expect((await create("CHAI")).body).toMatchObject({ status: 409, code: "conflict" });
    expect((await user.send("PATCH", `${LIST}/${b.body.id}`, { name: "chai" })).status).toBe(409);
    expect((await user.send("PATCH", `${LIST}/${a.body.id}`, { name: "CHAI" })).body.name).toBe("CHAI");
    expect((await create("chai", other)).status).toBe(201);
    for (const name of ["", "  ", "x".repeat(61)])
      expect((await create(name)).body).toMatchObject({ status: 422, errors: [{ field: "name" }] });
    const both = await Promise.all(Array.from({ length: 6 }, () => create("Raced")));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it("of somebody else are not found, neither is their picture", async () => {
    const mine = (await create("Mine")).body.id;
    const theirs = (await create("Theirs", other)).body.id;
    expect((await other.send("PUT", `${LIST}/${mine}/items/${ids[0]}`)).status).toBe(404);
    expect((await other.send("PUT", `${LIST}/${theirs}/items/${ids[0]}`)).status).toBe(404);
    expect((await user.send("PUT", `${LIST}/${theirs}/items/${ids[0]}`)).status).toBe(404);
    expect((await user.send("PUT", `${LIST}/${mine}/items/img_${"0".repeat(32)}`)).status).toBe(404);
    expect((await studio.sql("SELECT FROM collection_item")).length).toBe(0);
  });

  it("come in pages by name, in every script", async () => {
    const some = ["zebra", "आम", "apple", "😀".repeat(60), "कमल"];
    for (const name of some) await create(name);
    const all = await names();
    const walked: string[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await user.get(`${LIST}?limit=2${cursor && `&cursor=${cursor}`}`);
      walked.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor ?? "";
      if (!cursor) break;
    }
    expect(walked).toEqual(all);
    expect(all).toEqual(expect.arrayContaining(some));
    expect(all.indexOf("apple")).toBeLessThan(all.indexOf("zebra"));
    const foreign = (await other.get(`${LIST}?limit=1`)).body.nextCursor;
    expect((await user.get(`${LIST}?cursor=${foreign}`)).body).toMatchObject({
      status: 422,
      errors: [{ field: "cursor" }],
    });
  });

  it(`are ${MAX_COLLECTIONS} at most, also when asked for at once`, async () => {
    const id = other.userId;
    await studio.sql(
      "INSERT INTO collection (id, user_id, name) SELECT 'col_' || n, $1, 'n' || n FROM generate_series(1, $2::int - (SELECT count(*)::int FROM collection WHERE user_id = $1) - 1) n",
      [id, MAX_COLLECTIONS],
    );
    const tries = await Promise.all(Array.from({ length: 5 }, (_, n) => create(`last ${n}`, other)));
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422]);
    expect((await studio.sql("SELECT FROM collection WHERE user_id = $1", [id])).length).toBe(MAX_COLLECTIONS);
  });
});
