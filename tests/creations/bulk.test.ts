import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_BULK } from "@/lib/domain/creations/contract";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { seedPictures } from "./many";

let studio: Studio;
let user: Caller;
let other: Caller;
let ids: string[];
let theirs: string;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100" });
  [user, other] = [await studio.newUser(), await studio.newUser()];
  ids = await seedPictures(studio, user, { count: MAX_BULK + 1 });
  theirs = (await seedPictures(studio, other, { count: 1 }))[0] ?? "";
});
afterAll(() => studio.close());

const LIST = "/api/studio/my-creations";
const bulk = (body: unknown, by = user) => by.send("POST", `${LIST}/bulk`, body);
/** Everything that an action may change, of everybody. */
const state = () =>
  studio.sql(
    `SELECT i.id, i.deleted_at, i.purge_started_at, i.is_favourite, (SELECT count(*) FROM collection_item c WHERE c.image_id = i.id) AS collected
      FROM image i ORDER BY i.id`,
  );
const ACTIONS = ["delete", "restore", "favourite", "unfavourite", "purge", "collect", "uncollect"] as const;

describe("one action on many pictures", () => {
  it("reaches all of them, each once, and what was so already counts too", async () => {
    const some = [...ids.slice(0, 5), ...ids.slice(0, 2)];
    expect((await bulk({ action: "delete", ids: some })).body).toEqual({ count: 5 });
    const [first] = await studio.sql<{ deleted_at: Date }>("SELECT deleted_at FROM image WHERE id = $1", [ids[0]]);
    expect((await bulk({ action: "delete", ids: ids.slice(0, 6) })).body).toEqual({ count: 6 });
    const [again] = await studio.sql<{ deleted_at: Date }>("SELECT deleted_at FROM image WHERE id = $1", [ids[0]]);
    expect(again).toEqual(first);
    expect((await user.get(`${LIST}?deleted=true`)).body.items.length).toBe(6);
    expect((await bulk({ action: "restore", ids: ids.slice(0, MAX_BULK) })).body).toEqual({ count: MAX_BULK });
    expect((await user.get(`${LIST}?deleted=true`)).body.items).toEqual([]);
    expect((await bulk({ action: "favourite", ids: some })).body).toEqual({ count: 5 });
    expect((await bulk({ action: "unfavourite", ids: some.slice(0, 3) })).body).toEqual({ count: 3 });
    expect((await user.get(`${LIST}?favourite=true`)).body.items.length).toBe(2);
  });

  it("changes nothing at all when one is somebody else's, for every action", async () => {
    const collectionId = (await user.send("POST", "/api/studio/collections", { name: "Mine" })).body.id;
    await bulk({ action: "delete", ids: ids.slice(0, 3) });
    await other.send("DELETE", `${LIST}/${theirs}`);
    const before = await state();
    for (const action of ACTIONS) {
      for (const stranger of [theirs, `img_${"0".repeat(32)}`, "x", ""]) {
        const answer = await bulk({ action, ids: [...ids.slice(0, 3), stranger], collectionId });
        expect([action, stranger, answer.status, answer.body.code]).toEqual([action, stranger, 404, "not_found"]);
      }
    }
    expect(await state()).toEqual(before);
    await bulk({ action: "restore", ids: ids.slice(0, 3) });
  });

  it("is refused for none, for more than 200, for an unknown action, and without a collection to put them into", async () => {
    for (const body of [
      { action: "delete", ids: [] },
      { action: "delete", ids: ids.slice(0, MAX_BULK + 1) },
      { action: "burn", ids: ids.slice(0, 1) },
      { action: "collect", ids: ids.slice(0, 1) },
      { action: "delete" },
    ])
      expect((await bulk(body)).status).toBe(422);
  });

  it("deletes for ever only what is in the bin, all or nothing", async () => {
    await bulk({ action: "delete", ids: ids.slice(0, 2) });
    const before = await state();
    expect((await bulk({ action: "purge", ids: ids.slice(0, 3) })).body).toMatchObject({
      status: 409,
      code: "conflict",
    });
    expect(await state()).toEqual(before);
    await bulk({ action: "restore", ids: ids.slice(0, 2) });
  });

  it("puts pictures into a collection and takes them out, and finds neither somebody else's collection nor one deleted at that moment", async () => {
    const collection = async (by: Caller) =>
      (await by.send("POST", "/api/studio/collections", { name: crypto.randomUUID() })).body.id;
    const mine = await collection(user);
    const act = (action: string, collectionId: string) => bulk({ action, ids: ids.slice(0, 50), collectionId });
    expect((await act("collect", mine)).body).toEqual({ count: 50 });
    expect((await act("collect", mine)).body).toEqual({ count: 50 });
    expect((await user.get(`/api/studio/collections/${mine}`)).body.count).toBe(50);
    expect((await act("uncollect", mine)).body).toEqual({ count: 50 });
    expect((await user.get(`/api/studio/collections/${mine}`)).body.count).toBe(0);
    expect((await act("collect", await collection(other))).status).toBe(404);
    for (let round = 0; round < 5; round++) {
      const target = await collection(user);
      const [collected, deleted] = await Promise.all([
        act("collect", target),
        user.send("DELETE", `/api/studio/collections/${target}`),
      ]);
      expect([200, 404]).toContain(collected.status);
      expect(deleted.status).toBe(204);
    }
  });

  it("survives many at once over the same pictures in any order", async () => {
    const orders = Array.from({ length: 8 }, (_, n) => (n % 2 ? ids.slice(0, 100) : ids.slice(0, 100).reverse()));
    const answers = await Promise.all(
      orders.map((order, n) => bulk({ action: n % 3 ? "favourite" : "delete", ids: order })),
    );
    expect(answers.map(({ status }) => status)).toEqual(orders.map(() => 200));
  });
});
