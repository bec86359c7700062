import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Caller, secrets } from "@/tests/generation/studio";
import { type Counter, openCounter } from "./counter";

let counter: Counter;
let buyer: Caller;
beforeAll(async () => {
  counter = await openCounter();
  await counter.startWorker();
});
afterAll(() => counter.close());
beforeEach(async () => {
  await counter.control({ clear: true });
  counter.forgetLog();
  buyer = await counter.newUser();
});

describe("createOrder", () => {
  it("orders once for one key, however many ask at once, and answers all alike", async () => {
    await counter.fault({ method: "POST", path: "/v1/orders", latency: 400 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => counter.order(buyer, { key: "one-intent" })));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      status: 201,
      body: {
        amountPaise: 20_000,
        currency: "INR",
        keyId: secrets.razorpayKeyId,
        checkoutScriptUrl: "/sandbox/razorpay/v1/checkout.js",
      },
    });
    expect(counter.asked("POST", "/v1/orders").length).toBe(1);
    const again = await counter.order(buyer, { key: "one-intent" });
    expect([again.body, counter.asked("POST", "/v1/orders").length]).toEqual([answers[0]?.body, 1]);
    const other = await counter.order(buyer, { key: "one-intent", packageId: "pack-10" });
    expect([other.status, other.body.code]).toEqual([409, "idempotency_conflict"]);
  });

  it.each([
    ["the line is cut after it was made", { reset: "after" }],
    ["the answer is half", { truncate: true }],
    ["the answer never comes", { stallBody: true }],
  ])("finds its order by the receipt when %s (P1)", async (_, fault) => {
    await counter.fault({ method: "POST", path: "/v1/orders", ...fault });
    const { status, body } = await counter.order(buyer);
    expect([status, body.razorpayOrderId]).toEqual([201, expect.stringMatching(/^order_/)]);
    expect([counter.asked("POST", "/v1/orders").length, counter.asked("GET", "/v1/orders").length]).toEqual([1, 1]);
  });

  it.each([
    ["an error of the service", { status: 500 }],
    ["a page of its edge", { html: true, status: 502 }],
    ["a cut line before it was made", { reset: "before" }],
    ["200 without JSON", { garbage: true }],
    ["throttling", { status: 429 }],
    ["refused keys", { status: 401 }],
  ])(
    "answers 503 for %s, one create, nothing stored; the same key goes through afterwards, with one order (P13)",
    async (_, fault) => {
      await counter.fault({ method: "POST", path: "/v1/orders", ...fault });
      const refused = await counter.order(buyer, { key: "try" });
      expect([refused.status, refused.body.code, counter.asked("POST", "/v1/orders").length]).toEqual([
        503,
        "provider_unavailable",
        1,
      ]);
      expect(JSON.stringify(refused.body)).not.toContain(secrets.razorpayKeySecret);
      expect((await counter.order(buyer, { key: "try", packageId: "pack-10" })).body.code).toBe("idempotency_conflict");
      expect((await counter.order(buyer, { key: "try" })).status).toBe(201);
      expect((await buyer.get("/api/studio/credits/orders")).body.items).toHaveLength(1);
      expect(counter.asked("GET", "/v1/orders").length).toBeGreaterThan(0);
    },
  );

  it("refuses a package that is not sold, and needs a key", async () => {
    expect(await counter.order(buyer, { packageId: "pack-7" })).toMatchObject({
      status: 422,
      body: { errors: [{ field: "packageId" }] },
    });
    const keyless = await buyer.send("POST", "/api/studio/credits/orders", { packageId: "pack-50" });
    expect(keyless.body.errors).toEqual([{ field: "Idempotency-Key", message: expect.any(String) }]);
  });
});
