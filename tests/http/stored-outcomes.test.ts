import { afterAll, beforeAll, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { answerOnce, findStoredOutcome, type KeyScope, replay, type StoredOutcome } from "@/lib/db/idempotency";
import { openSmallWorld, type SmallWorld } from "./small-world";

let small: SmallWorld;
let scope: KeyScope;
beforeAll(async () => {
  small = await openSmallWorld();
  const { id } = await small.member();
  scope = { accountId: id, route: "POST /api/things", key: "" };
});
afterAll(() => small.close());

const answer = (key: string, hash: string, work: () => Promise<StoredOutcome>) =>
  answerOnce(small.world, { ...scope, key }, hash, work);
const find = (key: string, hash: string) => findStoredOutcome(small.world, { ...scope, key }, hash);
const conflict = { code: "idempotency_conflict" };

it("a key is answered once, however many ask at once, and for ever alike", async () => {
  let runs = 0;
  const work = async () => ({ ok: { run: ++runs } });
  const answers = await Promise.all(Array.from({ length: 6 }, () => answer("once", "h", work)));
  expect([answers, runs]).toEqual([Array(6).fill({ ok: { run: 1 } }), 1]);
  expect(await find("once", "h")).toEqual({ ok: { run: 1 } });
  expect(await answer("twice", "h", work)).toEqual({ ok: { run: 2 } });
});

it("a key of another request is refused, and its work is not done", async () => {
  const never = () => Promise.reject(new Error("was run"));
  await answer("other", "h", async () => ({ ok: 1 }));
  await expect(answer("other", "another", never)).rejects.toMatchObject(conflict);
  await expect(find("other", "another")).rejects.toMatchObject(conflict);
  expect(await find("other", "h")).toEqual({ ok: 1 });
});

it("work that throws leaves its key new", async () => {
  const failing = () => Promise.reject(new Error("later step failed"));
  await expect(answer("failing", "h", failing)).rejects.toThrow("later step failed");
  expect(await find("failing", "h")).toBeUndefined();
  expect(await answer("failing", "another", async () => ({ ok: 1 }))).toEqual({ ok: 1 });
});

it("a key that is written down but not answered is no answer yet", async () => {
  const text = "INSERT INTO idempotency_key (account_id, route, key, request_hash) VALUES ($1, $2, 'open', 'h')";
  await small.world.pool.query(text, [scope.accountId, scope.route]);
  expect(await find("open", "h")).toBeUndefined();
  expect(await find("unheard of", "h")).toBeUndefined();
});

it("a stored refusal is the same refusal again, with its details", async () => {
  const refusal = { code: "conflict" as const, message: "Too late.", details: { retryAfterSeconds: 3 } };
  const stored = await answer("refused", "h", async () => ({ refusal }));
  let thrown: unknown;
  try {
    replay(stored);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(AppError);
  expect(thrown).toMatchObject(refusal);
  expect(replay({ ok: undefined })).toBeUndefined();
});
