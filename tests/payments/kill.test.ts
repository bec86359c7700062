import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "@/lib/start/postgres.mjs";
import { Child } from "@/tests/faults/child";
import { type Caller, eventually } from "@/tests/generation/studio";
import { type Checkout, type Counter, openCounter, type Paid } from "./counter";

/** kill -9 of web and worker at every named step of a purchase, each once: one order at the payment service, credited once, whoever tells. */
let counter: Counter;
let web: Child;
let worker: Child;
let buyer: Caller;
let origin: string;

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  counter = await openCounter({ APP_URL: origin, PORT: String(port), PAYMENT_CHECK_INTERVAL_MS: "1500" });
  await counter.control({ razorpayWebhookUrl: `${origin}/api/webhooks/razorpay` });
  web = new Child("tests/faults/web-process.ts", counter.variables);
  worker = new Child("lib/start/worker.ts", counter.variables);
  await Promise.all([web.start(), worker.start()]);
});
afterAll(async () => {
  await Promise.all([web?.stop(), worker?.stop()]);
  await counter?.close();
});
beforeEach(async () => {
  buyer = await counter.newUser();
  counter.forgetLog();
});

/** Over the socket, again and again under one key, as a browser whose connection breaks would. */
const insist = (address: string, body: unknown, headers: Record<string, string> = {}) =>
  eventually(`an answer of ${address}`, async () => {
    const response = await fetch(`${origin}${address}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${buyer.token}`, "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    return response && response.status < 500 ? { status: response.status, body: await response.json() } : undefined;
  });
const order = async (): Promise<Checkout> =>
  (await insist("/api/studio/credits/orders", { packageId: "pack-50" }, { "Idempotency-Key": buyer.userId })).body;
const verify = (placed: Checkout, paid: Paid) => insist(`/api/studio/credits/orders/${placed.orderId}/verify`, paid);

const killedAt = (step: string) => existsSync(path.join(counter.world.env.DATA_DIR, "failpoints", step));
async function expectOneCredit(placed: Checkout): Promise<void> {
  await eventually("the credit", async () => (await buyer.balance()) === 50);
  expect(await counter.purchases(buyer)).toEqual([50]);
  const [row] = await counter.sql(
    "SELECT count(*)::int AS orders, min(razorpay_order_id) AS name FROM credit_order WHERE user_id = $1",
    [buyer.userId],
  );
  expect(row).toEqual({ orders: 1, name: placed.razorpayOrderId });
  await counter.booksHold();
}

describe("kill -9 during a purchase", () => {
  it.each(["after-order-placed", "before-settle-payment", "after-settle-payment"])(
    "web %s: one order, one credit",
    async (step) => {
      await counter.control({ razorpayWebhookUrl: "" });
      await web.restartWith({ ...counter.variables, FAILPOINT: step });
      const placed = await order();
      const answer = await verify(placed, await counter.pay(placed));
      expect(answer).toEqual({ status: 200, body: { creditsAdded: 50, balance: 50 } });
      await eventually("the kill", async () => web.deaths.includes("SIGKILL") && killedAt(step));
      expect(counter.asked("POST", "/v1/orders")).toHaveLength(1);
      await expectOneCredit(placed);
    },
  );

  it("web after it stored an event: the worker credits, and the repeat changes nothing", async () => {
    await counter.forgetFailpoints();
    await counter.control({ razorpayWebhookUrl: `${origin}/api/webhooks/razorpay` });
    await web.restartWith({ ...counter.variables, FAILPOINT: "payment-webhook-stored" });
    const placed = await order();
    await counter.pay(placed);
    await eventually("the kill", async () => web.deaths.includes("SIGKILL") && killedAt("payment-webhook-stored"));
    await expectOneCredit(placed);
  });

  it.each(["before-settle-payment", "after-settle-payment"])(
    "worker %s: the task runs again, one credit",
    async (step) => {
      await counter.forgetFailpoints();
      await web.restartWith(counter.variables);
      await worker.restartWith({ ...counter.variables, FAILPOINT: step });
      const placed = await order();
      await counter.pay(placed);
      await eventually("the kill", async () => worker.deaths.includes("SIGKILL") && killedAt(step));
      await expectOneCredit(placed);
    },
  );

  it("both, with no event and no callback: the reconciler credits after the restart", async () => {
    await counter.control({ razorpayWebhookUrl: "" });
    const placed = await order();
    await counter.pay(placed);
    web.kill();
    worker.kill();
    await expectOneCredit(placed);
  });
});
