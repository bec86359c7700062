import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { arePaymentWebhooksSilent, watchPaymentWebhooks } from "@/lib/domain/payments/watch-webhooks";
import type { Caller } from "@/tests/generation/studio";
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

describe("when the payment service is ill", () => {
  it.each([
    ["500", { status: 500 }],
    ["502 from its edge", { html: true, status: 502 }],
    ["a cut line", { reset: "after" }],
    ["200 without JSON", { garbage: true }],
  ])("reads are tried three times for %s (P13)", async (_, fault) => {
    const order = await counter.placed(buyer);
    await counter.fault({ path: "checkout", webhook: "drop" });
    const paid = await counter.pay(order);
    const isReadable = !("garbage" in fault);
    await counter.fault({ method: "GET", path: "/v1/payments", times: 2, ...fault });
    const answer = await counter.verify(buyer, order, paid);
    expect([answer.status, counter.asked("GET", "/v1/payments").length]).toEqual(isReadable ? [200, 3] : [503, 1]);
  });

  it("says that it waits while nobody answers; the reconciler credits, and the callback gets its answer then", async () => {
    const order = await counter.placed(buyer);
    await counter.fault({ path: "checkout", webhook: "drop" });
    const paid = await counter.pay(order);
    await counter.fault({ method: "GET", path: "/v1/payments", times: 3, status: 503 });
    const waiting = await counter.verify(buyer, order, paid);
    expect(waiting).toMatchObject({ status: 503, body: { code: "provider_unavailable", isPaid: true } });
    expect((await counter.shown(buyer, order)).timeline.at(-1).event).toBe("paid");
    const [row] = await counter.sql<{ soon: boolean }>(
      "SELECT next_check_at < now() + interval '11 seconds' AS soon FROM credit_order WHERE id = $1",
      [order.orderId],
    );
    expect(row).toEqual({ soon: true });
    await counter.lookNow(order);
    expect(await counter.verify(buyer, order, paid)).toMatchObject({
      status: 200,
      body: { creditsAdded: 50, balance: 50 },
    });
  });

  it("notices that no webhook came for any of three paid orders (P14)", async () => {
    const orders = [await counter.placed(buyer), await counter.placed(buyer), await counter.placed(buyer)];
    const pretend = (seen: string) =>
      counter.sql(`UPDATE credit_order SET webhook_seen_at = ${seen} WHERE credited_at IS NOT NULL`);
    await pretend("now()");
    await counter.control({ razorpayWebhookUrl: "" });
    for (const order of orders) expect((await counter.verify(buyer, order, await counter.pay(order))).status).toBe(200);
    await counter.control({ razorpayWebhookUrl: `${counter.origin}/api/webhooks/razorpay` });
    expect(await arePaymentWebhooksSilent(counter.world)).toBe(false);
    // The youngest quarter of an hour proves nothing; these were credited twenty minutes ago and nobody told of them.
    await counter.sql("ALTER TABLE credit_order DISABLE TRIGGER credit_order_forward");
    await counter.sql(
      "UPDATE credit_order SET credited_at = now() - interval '2 days' WHERE webhook_seen_at IS NOT NULL",
    );
    await counter.sql(
      "UPDATE credit_order SET credited_at = now() - interval '20 minutes' WHERE credited_at > now() - interval '1 day'",
    );
    await counter.sql("ALTER TABLE credit_order ENABLE TRIGGER credit_order_forward");
    expect(await arePaymentWebhooksSilent(counter.world)).toBe(true);
    await watchPaymentWebhooks(counter.world);
    expect(counter.logged.some(({ level, event }) => level === "error" && event.includes("webhooks are silent"))).toBe(
      true,
    );
  });
});
