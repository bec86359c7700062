import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "@/lib/start/postgres.mjs";
import { makePicture, publish } from "@/tests/community/posts";
import { Child } from "@/tests/faults/child";
import { eventually } from "@/tests/generation/studio";
import { CASES, type Desk, openDesk } from "./desk";

let desk: Desk;
/** A web process of its own, with its own memory and its own ear on the database. */
let second: Child;
let secondUrl: string;
beforeAll(async () => {
  desk = await openDesk();
  await desk.studio.startWorker();
  const port = await freePort();
  secondUrl = `http://127.0.0.1:${port}`;
  second = new Child(path.resolve(import.meta.dirname, "../faults/web-process.ts"), {
    ...desk.studio.variables,
    PORT: String(port),
  });
  await second.start();
}, 60_000);
afterAll(async () => {
  await second.stop();
  await desk.studio.close();
});

type Seen = { feed: boolean; search: boolean; statuses: number[] };

/** What everybody sees of a post in one process: lists, its own answer, its comments, its picture, its preview elsewhere. */
async function seenIn(
  get: (address: string) => Promise<{ status: number; body: unknown }>,
  postId: string,
): Promise<Seen> {
  const isListed = async (query: string) => {
    const { body } = await get(`/api/studio/community/feed?limit=100${query}`);
    return (body as { items: { id: string }[] }).items.some(({ id }) => id === postId);
  };
  const page = `/studio/community/${postId}`;
  const addresses = [
    ...[
      `/api/studio/community/posts/${postId}`,
      `/api/studio/community/posts/${postId}/comments`,
      `/api/studio/community/posts/${postId}/remix`,
    ],
    ...[`/media/${postId}/preview`, `/media/${postId}/thumbnail`, `/media/${postId}/og`],
    `/api/oembed?url=${encodeURIComponent(`${desk.studio.origin}${page}`)}`,
  ];
  const statuses = await Promise.all(addresses.map(async (address) => (await get(address)).status));
  return { feed: await isListed(""), search: await isListed("&q=marigold"), statuses };
}
const here = (postId: string) => seenIn((address) => desk.reporter.get(address), postId);
const there = (postId: string) =>
  seenIn(async (address) => {
    const answer = await fetch(`${secondUrl}${address}`);
    const isJson = answer.headers.get("content-type")?.includes("json");
    return { status: answer.status, body: isJson ? await answer.json() : await answer.arrayBuffer() };
  }, postId);

const SHOWN: Seen = { feed: true, search: true, statuses: [200, 200, 200, 200, 200, 200, 200] };
const GONE: Seen = { feed: false, search: false, statuses: [404, 404, 404, 404, 404, 404, 404] };
const isLike = async (look: () => Promise<Seen>, wanted: Seen) =>
  JSON.stringify(await look()) === JSON.stringify(wanted);

describe("a post that is hidden, deleted, or whose author is suspended", () => {
  it("is gone within a second from everything, also in a second web process, and comes back with the undoing", async () => {
    const imageId = await makePicture(desk.author);
    const { body } = await publish(desk.author, imageId, { title: "Marigold garland" });
    const { postId } = body;
    for (const look of [here, there]) await eventually("it to be shown", () => isLike(() => look(postId), SHOWN));
    for (const deed of ["hide", "delete", "suspend"]) {
      // What the first pages keep in memory is warm.
      for (const look of [here, there]) expect(await look(postId)).toEqual(SHOWN);
      const decided = await desk.decide(postId, deed, { reason: "Not here." });
      expect(decided.status).toBe(200);
      const startedAt = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 1_000 - (Date.now() - startedAt)));
      for (const look of [there, here]) expect([deed, await look(postId)]).toEqual([deed, GONE]);
      expect((await desk.first.get(`${CASES}/${postId}`)).status).toBe(200);
      expect((await desk.first.fetch("GET", `${CASES}/${postId}/preview`)).status).toBe(200);
      await desk.undo(decided.body.decisionId);
      for (const look of [here, there])
        await eventually(`${deed} to be undone`, () => isLike(() => look(postId), SHOWN));
    }
  }, 60_000);
});
