import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secrets } from "@/tests/generation/studio";
import { type Counter, openCounter } from "./counter";

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

describe("POST /api/webhooks/razorpay", () => {
  const body = JSON.stringify({
    event: "payment.captured",
    payload: {
      payment: { entity: { id: "pay_w", order_id: "order_w", amount: 1, currency: "INR", status: "captured" } },
    },
  });
  const sign = (text: string, secret = secrets.razorpayWebhookSecret) =>
    createHmac("sha256", secret).update(text).digest("hex");
  const post = (text: string, headers: Record<string, string>) =>
    fetch(`${counter.origin}/api/webhooks/razorpay`, { method: "POST", body: text, headers });
  const stored = async () => (await counter.sql("SELECT FROM webhook_event")).length;

  it("stores a signed event once under its id, and answers its repeats alike", async () => {
    const before = await stored();
    const headers = { "x-razorpay-signature": sign(body), "x-razorpay-event-id": `evt_${before}` };
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(body, headers)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const nameless = { "x-razorpay-signature": sign(body) };
    await post(body, nameless);
    await post(body, nameless);
    expect(await stored()).toBe(before + 2);
  });

  it("refuses forged, unsigned, changed and huge bodies without writing anything", async () => {
    const before = await stored();
    const forged = { "x-razorpay-signature": sign(body, "another secret") };
    expect((await post(body, forged)).status).toBe(401);
    expect((await post(body, {})).status).toBe(401);
    expect((await post(body.replace("pay_w", "pay_x"), { "x-razorpay-signature": sign(body) })).status).toBe(401);
    const huge = `${body}${" ".repeat(5 * 1024 * 1024)}`;
    expect((await post(huge, { "x-razorpay-signature": sign(huge) })).status).toBe(413);
    expect((await post("not json", { "x-razorpay-signature": sign("not json") })).status).toBe(400);
    const other = JSON.stringify({ event: "subscription.charged", payload: {} });
    expect((await post(other, { "x-razorpay-signature": sign(other) })).status).toBe(200);
    expect(await stored()).toBe(before);
  });
});
