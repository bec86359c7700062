import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postFileKey } from "@/lib/domain/creations/variants";
import { Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { FEED, hangPosts, POSTS } from "./posts";

const FILES = ["preview", "thumbnail", "og"] as const;
let studio: Studio;
type Viewer = "stranger" | "follower" | "author";
let author: Caller;
let viewers: Record<Viewer, Caller>;
let ids: Record<Viewer, string>;
let postId: string;
let handle: string;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
});
afterAll(() => studio.close());

async function freshPost(): Promise<void> {
  const [one, stranger, follower] = await Promise.all([studio.newUser(5), studio.newUser(5), studio.newUser(5)]);
  author = one;
  viewers = { stranger, follower, author };
  ids = { stranger: stranger.userId, follower: follower.userId, author: author.userId };
  handle = (await author.get("/api/auth/me")).body.user.handle;
  [postId = ""] = await hangPosts(studio, author, { count: 1, title: "Wanderlamp", tags: ["lampset"] });
  const [row] = await studio.sql<{ image_id: string }>("SELECT image_id FROM post WHERE id = $1", [postId]);
  for (const name of FILES)
    await studio.world.ports.media.put(postFileKey(row!.image_id, name), Buffer.from("a file"), "image/jpeg");
  await follower.send("POST", `/api/users/${handle}/follow`);
  // Each of them is told of the post by its name.
  for (const one of [follower, stranger]) {
    const { body } = await one.send("POST", `${POSTS}/${postId}/comments`, { body: "Here" });
    await author.send("POST", `${POSTS}/${postId}/comments`, { body: "Thank you", parentId: body.id });
  }
}

const holds = (status: string, rule: string) => () =>
  studio.sql("UPDATE post SET status = $2, hold_rule = $3 WHERE id = $1", [postId, status, rule]);
const shows = (visibility: string) => () =>
  studio.sql("UPDATE post SET visibility = $2 WHERE id = $1", [postId, visibility]);
const block = (one: Viewer, other: Viewer) => () =>
  studio.sql("INSERT INTO block (blocker_id, blocked_id) VALUES ($1, $2)", [ids[one], ids[other]]);

/** Who may see the post, and who finds it in lists. */
const STATES: { state: string; bring: () => Promise<unknown>; sees: Viewer[]; finds: Viewer[]; follows: boolean }[] = [
  {
    state: "live and public",
    bring: async () => {},
    sees: ["stranger", "follower", "author"],
    finds: ["stranger", "follower", "author"],
    follows: true,
  },
  { state: "unlisted", bring: shows("unlisted"), sees: ["stranger", "follower", "author"], finds: [], follows: false },
  { state: "private", bring: shows("private"), sees: ["author"], finds: [], follows: false },
  { state: "held", bring: holds("held", "picture"), sees: ["author"], finds: [], follows: false },
  { state: "hidden", bring: holds("hidden", "moderator"), sees: ["author"], finds: [], follows: false },
  {
    state: "deleted",
    bring: () => studio.sql("UPDATE post SET deleted_at = now() WHERE id = $1", [postId]),
    sees: [],
    finds: [],
    follows: false,
  },
  {
    state: "with its picture in the bin",
    bring: () =>
      studio.sql("UPDATE image SET deleted_at = now() FROM post p WHERE p.image_id = image.id AND p.id = $1", [postId]),
    sees: [],
    finds: [],
    follows: false,
  },
  {
    state: "by a private author",
    bring: () => studio.sql('UPDATE "user" SET is_private = true WHERE id = $1', [ids.author]),
    sees: ["follower", "author"],
    finds: [],
    follows: true,
  },
  {
    state: "by somebody who blocks the stranger",
    bring: block("author", "stranger"),
    sees: ["follower", "author"],
    finds: ["follower", "author"],
    follows: true,
  },
  {
    state: "by somebody whom the stranger blocks",
    bring: block("stranger", "author"),
    sees: ["follower", "author"],
    finds: ["follower", "author"],
    follows: true,
  },
  {
    state: "by somebody whom the stranger mutes",
    bring: () => studio.sql("INSERT INTO mute (muter_id, muted_id) VALUES ($1, $2)", [ids.stranger, ids.author]),
    sees: ["stranger", "follower", "author"],
    finds: ["follower", "author"],
    follows: true,
  },
  {
    state: "by a suspended author",
    bring: () => studio.sql(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [ids.author]),
    sees: [],
    finds: [],
    follows: false,
  },
];

const LISTS = [
  `${FEED}?limit=100`,
  `${FEED}?sort=trending&limit=100`,
  `${FEED}?sort=remixed&limit=100`,
  `${FEED}?tag=lampset&limit=100`,
  `${FEED}?q=wanderl&limit=100`,
  `${FEED}?categoryId=festival&limit=100`,
];

/** Where everybody without an account may look. */
const FOR_NOBODY = new Set(["live and public", "unlisted"]);
const isForNobody = (state: string) => FOR_NOBODY.has(state) || state.includes("the stranger");

/** The grid and the count of the author's profile say the same as the lists; one's own grid also holds what others don't see. */
async function expectProfile(viewer: string, who: Caller, { state, isThere }: { state: string; isThere: boolean }) {
  const profile = await who.get(`/api/users/${handle}`);
  const isGone =
    (state.includes("the stranger") && !state.includes("mutes") && viewer === "stranger") ||
    state.includes("suspended");
  const isPrivate = state === "by a private author" && viewer !== "author" && viewer !== "follower";
  expect([viewer, "profile", profile.status]).toEqual([viewer, "profile", isGone || isPrivate ? 404 : 200]);
  if (profile.status !== 200) return;
  const isCounted = isThere && !["unlisted", "private", "held", "hidden"].includes(state);
  expect([viewer, "count", profile.body.posts]).toEqual([viewer, "count", isCounted ? 1 : 0]);
  const grid = (await who.get(`/api/users/${handle}/posts`)).body.items.map(({ id }: { id: string }) => id);
  expect([viewer, "grid", grid]).toEqual([
    viewer,
    "grid",
    isCounted || (viewer === "author" && isThere) ? [postId] : [],
  ]);
}

async function expectForNobody(state: string): Promise<void> {
  const nobody = new Caller("", "", studio.origin);
  const isThere = isForNobody(state);
  const at = `${POSTS}/${postId}`;
  const url = encodeURIComponent(`${studio.origin}/studio/community/${postId}`);
  const open = [at, `${at}/comments`, `${at}/lineage`, `${at}/remix`, `/api/oembed?url=${url}`];
  for (const address of [...open, ...FILES.map((name) => `/media/${postId}/${name}`)]) {
    const answer = await nobody.fetch("GET", address);
    await answer.body?.cancel();
    expect(["nobody", address, answer.status]).toEqual(["nobody", address, isThere ? 200 : 404]);
  }
  for (const list of LISTS) {
    const found = (await nobody.get(list)).body.items.some(({ id }: { id: string }) => id === postId);
    expect(["nobody", list, found]).toEqual(["nobody", list, isThere && state !== "unlisted"]);
  }
  await expectProfile("nobody", nobody, { state, isThere });
}

describe("who sees a post", () => {
  for (const { state, bring, sees, finds, follows } of STATES) {
    it(`${state}: ${sees.join(", ") || "nobody"} on its own routes, ${finds.join(", ") || "nobody"} in lists`, async () => {
      await freshPost();
      await bring();
      const isSuspended = state.includes("suspended");
      for (const viewer of ["stranger", "follower", "author"] as const) {
        const who = viewers[viewer];
        // A suspended author is signed out.
        if (isSuspended && viewer === "author") continue;
        const isThere = sees.includes(viewer);
        const expected = isThere ? 200 : 404;
        const statusOf = async (method: string, address: string, body?: unknown) =>
          (await who.send(method, address, body)).status;
        const at = `${POSTS}/${postId}`;
        for (const name of FILES) {
          const file = await who.fetch("GET", `/media/${postId}/${name}`);
          await file.body?.cancel();
          expect([viewer, name, file.status]).toEqual([viewer, name, expected]);
        }
        const isOpen = isThere && !["held", "hidden"].includes(state);
        expect([viewer, "detail", await statusOf("GET", at)]).toEqual([viewer, "detail", expected]);
        expect([viewer, "comments", await statusOf("GET", `${at}/comments`)]).toEqual([viewer, "comments", expected]);
        expect([viewer, "lineage", await statusOf("GET", `${at}/lineage`)]).toEqual([viewer, "lineage", expected]);
        expect([viewer, "like", await statusOf("POST", `${at}/like`)]).toEqual([viewer, "like", expected]);
        expect([viewer, "remix", await statusOf("GET", `${at}/remix`)]).toEqual([viewer, "remix", isOpen ? 200 : 404]);
        const remix = await who.generate({ sourcePostId: postId });
        expect([viewer, "generate", remix.status]).toEqual([viewer, "generate", isOpen ? 202 : 404]);
        if (!isThere) {
          expect(await statusOf("POST", `${at}/comments`, { body: "x" })).toBe(404);
          expect(await statusOf("POST", `${at}/report`, { reason: "spam" })).toBe(404);
        }
        for (const list of LISTS) {
          const found = (await who.get(list)).body.items.some(({ id }: { id: string }) => id === postId);
          expect([viewer, list, found]).toEqual([viewer, list, finds.includes(viewer)]);
        }
        await expectProfile(viewer, who, { state, isThere });
        if (viewer !== "author") {
          const told = JSON.stringify((await who.get("/api/notifications")).body);
          expect([viewer, "told", told.includes("Wanderlamp")]).toEqual([viewer, "told", isThere]);
        }
      }
      await expectForNobody(state);
      const inbox = (await viewers.follower.get(`${FEED}?sort=following`)).body.items;
      expect(inbox.map(({ id }: { id: string }) => id)).toEqual(follows ? [postId] : []);
    });
  }
});
