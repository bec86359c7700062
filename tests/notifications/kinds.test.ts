import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { settleGeneration } from "@/lib/domain/generation/settle-generation";
import { notify } from "@/lib/domain/notifications/notify";
import { settlePayment } from "@/lib/domain/payments/settle-payment";
import { hangPosts, makePicture } from "@/tests/community/posts";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { paymentOf, placeOrder } from "@/tests/payments/shop";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const LIST = "/api/notifications";
const SETTINGS = "/api/notifications/settings";
const handleOf = async (one: Caller): Promise<string> => (await one.get("/api/auth/me")).body.user.handle;
const kindsOf = async (one: Caller) => {
  const { items, unread } = (await one.get(LIST)).body;
  return { kinds: items.map(({ kind }: { kind: string }) => kind), unread };
};
const tellOfLike = (postId: string, author: Caller, actor: Caller) =>
  inTransaction(studio.world, (tx) =>
    notify(tx, [
      { userId: author.userId, kind: "like", key: `like:${postId}:${actor.userId}`, actorId: actor.userId, postId },
    ]),
  );

describe("what is told", () => {
  it("a finished picture stands in the list, read while one waits for it and unread when it took long", async () => {
    await studio.startWorker();
    const user = await studio.newUser(5);
    const imageId = await makePicture(user);
    const [line] = (await user.get(LIST)).body.items;
    expect(line).toMatchObject({ kind: "job", read: true, href: `/studio/my-creations/${imageId}` });
    expect((await user.fetch("GET", line.thumbnailUrl)).status).toBe(200);
    await user.send("DELETE", `/api/studio/my-creations/${imageId}`);
    expect((await user.get(LIST)).body.items[0].href).toBe("/studio");
    await studio.stopWorker();
    const { jobId } = (await user.generate()).body;
    await studio.sql("UPDATE generation SET created_at = now() - interval '2 minutes' WHERE id = $1", [jobId]);
    const failed = { state: "failed", code: "provider_failed" } as const;
    await Promise.all([1, 2].map(() => settleGeneration(studio.world, jobId, failed)));
    const { items, unread } = (await user.get(LIST)).body;
    expect([items.length, unread]).toEqual([2, 1]);
    expect(items[0]).toMatchObject({ read: false, href: "/studio", text: expect.stringContaining("credits are back") });
  });

  it("a purchase once, whatever doors it comes through; unread where no browser of one's own brought it", async () => {
    const [buyer, other] = await Promise.all([studio.newUser(), studio.newUser()]);
    const order = await placeOrder(studio, buyer, { credits: 50 });
    const payment = paymentOf(order);
    await Promise.all([1, 2, 3].map(() => settlePayment(studio.world, payment, "webhook")));
    const { items, unread } = (await buyer.get(LIST)).body;
    expect([items.length, unread]).toEqual([1, 1]);
    expect(items[0]).toMatchObject({ text: "50 credits added", href: `/studio/credits/orders/${order.id}` });
    await settlePayment(studio.world, paymentOf(await placeOrder(studio, other)), "callback");
    expect(await kindsOf(other)).toEqual({ kinds: ["purchase"], unread: 0 });
  });
});

describe("switches", () => {
  it("a kind switched off in the app is neither shown nor counted, and there again when switched on", async () => {
    const [author, fan] = await Promise.all([studio.newUser(), studio.newUser()]);
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    const { body } = await author.send("PATCH", SETTINGS, { items: [{ kind: "like", inApp: false }] });
    expect(body.items).toContainEqual({ kind: "like", inApp: false, mail: true });
    expect(body.items).toContainEqual({ kind: "job", inApp: true, mail: false });
    await tellOfLike(postId, author, fan);
    expect(await kindsOf(author)).toEqual({ kinds: [], unread: 0 });
    await author.send("PATCH", SETTINGS, { items: [{ kind: "like", inApp: true }] });
    expect(await kindsOf(author)).toEqual({ kinds: ["like"], unread: 1 });
  });

  it("a kind switched off in the app and in the mail is not kept", async () => {
    const [author, fan] = await Promise.all([studio.newUser(), studio.newUser()]);
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    await author.send("PATCH", SETTINGS, { items: [{ kind: "like", inApp: false, mail: false }] });
    await tellOfLike(postId, author, fan);
    expect(await studio.sql("SELECT FROM notification WHERE user_id = $1", [author.userId])).toEqual([]);
  });

  it("changes of both columns at once, and of many kinds, all hold", async () => {
    const user = await studio.newUser();
    const kinds = ["like", "comment", "follow", "remix", "purchase"];
    await Promise.all(
      kinds.flatMap((kind) => [
        user.send("PATCH", SETTINGS, { items: [{ kind, inApp: false }] }),
        user.send("PATCH", SETTINGS, { items: kinds.map((one) => ({ kind: one, mail: false })) }),
      ]),
    );
    const { items } = (await user.get(SETTINGS)).body;
    for (const kind of kinds) expect(items).toContainEqual({ kind, inApp: false, mail: false });
    expect((await user.send("PATCH", SETTINGS, { items: [{ kind: "sale", mail: true }] })).status).toBe(422);
  });
});

describe("who reads", () => {
  it("whoever is blocked vanishes from list and count, and is back when unblocked; whoever is suspended vanishes too", async () => {
    const [author, fan, other] = (await Promise.all([1, 2, 3].map(() => studio.newUser()))) as [Caller, Caller, Caller];
    const [mine = "", theirs = ""] = await hangPosts(studio, author, { count: 2 });
    await tellOfLike(mine, author, fan);
    await tellOfLike(theirs, author, other);
    expect((await kindsOf(author)).unread).toBe(2);
    const block = `/api/users/${await handleOf(fan)}/block`;
    await author.send("POST", block);
    expect(await kindsOf(author)).toEqual({ kinds: ["like"], unread: 1 });
    await author.send("DELETE", block);
    expect((await kindsOf(author)).unread).toBe(2);
    await studio.sql(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [other.userId]);
    expect((await kindsOf(author)).unread).toBe(1);
  });

  it("a post that the reader may not see any more takes its lines along", async () => {
    const [author, fan, remixer] = (await Promise.all([1, 2, 3].map(() => studio.newUser()))) as [
      Caller,
      Caller,
      Caller,
    ];
    const posts = await hangPosts(studio, author, { count: 3 });
    await inTransaction(studio.world, (tx) =>
      notify(
        tx,
        posts.map((postId) => ({
          ...{
            userId: fan.userId,
            kind: "mention" as const,
            key: `mention:${postId}`,
            actorId: remixer.userId,
            postId,
          },
        })),
      ),
    );
    expect((await kindsOf(fan)).unread).toBe(3);
    await studio.sql("UPDATE post SET status = 'hidden', hold_rule = 'moderator' WHERE id = $1", [posts[0]]);
    expect((await kindsOf(fan)).unread).toBe(2);
    await author.send("PATCH", `/api/studio/community/posts/${posts[1]}`, { visibility: "private" });
    expect((await kindsOf(fan)).unread).toBe(1);
    await author.send("DELETE", `/api/studio/community/posts/${posts[2]}`);
    expect(await kindsOf(fan)).toEqual({ kinds: [], unread: 0 });
  });

  it("reads nobody else's lines", async () => {
    const [author, fan] = await Promise.all([studio.newUser(), studio.newUser()]);
    const [postId = ""] = await hangPosts(studio, author, { count: 1 });
    await tellOfLike(postId, author, fan);
    const ids = (await author.get(LIST)).body.items.map(({ id }: { id: string }) => id);
    await fan.send("POST", `${LIST}/read`, { ids });
    expect((await kindsOf(author)).unread).toBe(1);
  });
});
