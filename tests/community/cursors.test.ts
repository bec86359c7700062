import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeCursor } from "@/lib/core/page";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { FEED, hangPosts } from "./posts";

let studio: Studio;
let reader: Caller;
let postId: string;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  reader = await studio.newUser();
  [postId = ""] = await hangPosts(studio, reader, { count: 3 });
});
afterAll(() => studio.close());

const NOW = "2026-11-23 10:00:00.123+00";
const INSTANTS = [
  "2026-99-01 10:00:00+00",
  "2026-02-31 10:00:00+00",
  "0000-00-00 00:00:00+00",
  "now",
  "",
  "2026-11-23",
  "1e9",
];
const NUMBERS = ["", " ", "NaN", "Infinity", "1e400", "0x10", "1;--", "9".repeat(40)];

describe("a cursor that is none of ours is refused, never an error", () => {
  const cases = [
    ...INSTANTS.flatMap((bad) => [
      ["latest", ["latest", bad, NOW, "id"]],
      ["latest", ["latest", NOW, bad, "id"]],
      ["following", ["following", NOW, bad, "id"]],
      ["trending", ["trending", bad, "1.5", "id"]],
    ]),
    ...NUMBERS.flatMap((bad) => [
      ["trending", ["trending", NOW, bad, "id"]],
      ["remixed", ["remixed", NOW, bad, "id"]],
    ]),
    ["remixed", ["remixed", NOW, "1.5", "id"]],
    ["remixed", ["trending", NOW, "1", "id"]],
    ["latest", ["latest", NOW, NOW, ""]],
    ["latest", ["latest", NOW, NOW, "'; DROP TABLE post"]],
    ["latest", ["latest", NOW, NOW]],
    ["latest", [1, 2, 3, 4]],
  ] as [string, (string | number)[]][];
  it.each(cases)("%s %j", async (sort, keys) => {
    const filled = keys.map((key) => (key === "id" ? postId : key));
    const { status, body } = await reader.get(`${FEED}?sort=${sort}&cursor=${encodeCursor(filled)}`);
    expect([status, body.errors?.[0]?.field]).toEqual([422, "cursor"]);
  });

  it.each(["", "%00", "AAAA", "W10", "bnVsbA", "eyJhIjoxfQ", "a".repeat(500)])("%s", async (cursor) => {
    for (const list of [
      FEED,
      "/api/notifications",
      "/api/studio/my-creations",
      `${FEED.replace("/feed", "")}/posts/${postId}/comments`,
    ]) {
      const { status } = await reader.get(`${list}?cursor=${cursor}`);
      expect([200, 422]).toContain(status);
    }
  });

  it("and one of ours goes on", async () => {
    for (const sort of ["latest", "trending", "remixed"]) {
      const { body } = await reader.get(`${FEED}?sort=${sort}&limit=2`);
      const next = await reader.get(`${FEED}?sort=${sort}&limit=2&cursor=${body.nextCursor}`);
      expect([next.status, next.body.items.length]).toEqual([200, 1]);
    }
  });
});
