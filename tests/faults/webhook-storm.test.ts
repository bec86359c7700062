import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "@/lib/start/postgres.mjs";
import { secrets } from "@/tests/generation/studio";
import { type Counter, openCounter } from "@/tests/payments/counter";
import { measured, percentile, sized } from "@/tests/support/proof";
import { Child } from "./child";
import { Random } from "./storm/random";

/** As many paid orders as Razorpay would tell about after an outage, each told three times, shuffled, while web and worker are killed. */
const MINUTE = 60_000;
const EVENTS = Number(process.env.FAULT_EVENTS ?? sized(400, 20_000));
const TIMES = 3;
const BUYERS = 50;
const SENDERS = 16;
const P99_MS = 250;

let counter: Counter;
let web: Child;
let worker: Child;
let origin: string;

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  counter = await openCounter({ APP_URL: origin, PORT: String(port), RATE_LIMIT_SCALE: "100000" });
  web = new Child("tests/faults/web-process.ts", counter.variables, 20);
  worker = new Child("lib/start/worker.ts", counter.variables, 20);
  await Promise.all([web.start(), worker.start()]);
});
afterAll(async () => {
  await Promise.all([web?.stop(), worker?.stop()]);
  await counter?.close();
});

type Told = { eventId: string; body: string; signature: string };

/** Orders as `createOrder` leaves them, and for each the event of its payment, signed. */
async function placeOrders(count: number): Promise<Told[]> {
  const buyers = await Promise.all(Array.from({ length: BUYERS }, () => counter.newUser()));
  const names = Array.from({ length: count }, () => randomBytes(7).toString("hex"));
  await counter.sql(
    `INSERT INTO credit_order (id, user_id, package_id, units, amount_paise, provider_mode, idempotency_key, request_hash, razorpay_order_id, next_check_at)
      SELECT 'ord_' || replace(gen_random_uuid()::text, '-', ''), ($1::text[])[1 + at % $3], 'pack-10', 1000, 5000, 'sandbox', name, 'storm', 'order_' || name, NULL
      FROM unnest($2::text[]) WITH ORDINALITY AS wanted(name, at)`,
    [buyers.map(({ userId }) => userId), names, BUYERS],
  );
  return names.map((name) => {
    const entity = {
      ...{ id: `pay_${name}`, entity: "payment", order_id: `order_${name}`, amount: 5000, currency: "INR" },
      ...{ status: "captured", captured: true, method: "upi", vpa: `${name}@upi`, amount_refunded: 0 },
    };
    const body = JSON.stringify({ event: "payment.captured", payload: { payment: { entity } } });
    const signature = createHmac("sha256", secrets.razorpayWebhookSecret).update(body).digest("hex");
    return { eventId: `evt_${name}`, body, signature };
  });
}

/** Tells an event until it is acknowledged, as Razorpay does; gives the time of the answer, and how often there was none. */
async function tell({ eventId, body, signature }: Told): Promise<{ ms: number; unanswered: number }> {
  for (let unanswered = 0; unanswered < 200; unanswered++) {
    const began = performance.now();
    const answer = await fetch(`${origin}/api/webhooks/razorpay`, {
      method: "POST",
      headers: {
        ...{ "Content-Type": "application/json", "x-razorpay-signature": signature },
        "x-razorpay-event-id": eventId,
      },
      body,
    }).catch(() => undefined);
    if (answer?.status === 200) return { ms: performance.now() - began, unanswered };
    if (answer && answer.status < 500) throw new Error(`${eventId} was answered ${answer.status}`);
    await pause(100);
  }
  throw new Error(`${eventId} was never acknowledged`);
}

async function tellAll(letters: Told[], onProgress: (done: number) => void) {
  const times: number[] = [];
  let [next, unanswered] = [0, 0];
  const send = async () => {
    for (let letter = letters[next++]; letter; letter = letters[next++]) {
      const told = await tell(letter);
      times.push(told.ms);
      unanswered += told.unanswered;
      onProgress(times.length);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  return { times, unanswered };
}

const shuffled = <T>(list: T[], random: Random): T[] =>
  list
    .map((item) => [random.next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);

async function untilWorkedOff(): Promise<void> {
  const open = async () =>
    (await counter.sql<{ open: number }>("SELECT count(*)::int AS open FROM webhook_event WHERE handled_at IS NULL"))[0]
      ?.open ?? 0;
  for (let [left, stuckMs] = [await open(), 0]; left > 0; ) {
    await pause(250);
    const now = await open();
    stuckMs = now < left ? 0 : stuckMs + 250;
    left = now;
    // Locks of a killed worker are given back after its heartbeat has run out.
    if (stuckMs > MINUTE) throw new Error(`${left} events are never worked off`);
  }
}

const wrong = () =>
  counter.sql<{ orders: number; purchases: number; events: number }>(`SELECT
    (SELECT count(*)::int FROM credit_order o
      LEFT JOIN (SELECT reference, count(*) AS times FROM ledger_entry WHERE reason = 'purchase' GROUP BY reference) e ON e.reference = o.id
      WHERE o.request_hash = 'storm' AND coalesce(e.times, 0) <> 1) AS orders,
    (SELECT count(*)::int FROM ledger_entry WHERE reason = 'purchase') AS purchases,
    (SELECT count(*)::int FROM webhook_event WHERE event_id LIKE 'evt\\_%') AS events`);

describe("a storm of webhooks", () => {
  it("credits each order exactly once however often and in whatever order it is told, and is acknowledged soon, while web and worker are killed", {
    timeout: 40 * MINUTE,
  }, async (context) => {
    const told = await placeOrders(EVENTS);
    const letters = shuffled([...told, ...told, ...told], new Random(7));
    const killAt = [0.3, 0.5, 0.7].map((share) => Math.floor(letters.length * share));
    const began = performance.now();
    const { times, unanswered } = await tellAll(letters, (done) => {
      if (!killAt.includes(done)) return;
      worker.kill();
      if (done === killAt[1]) web.kill();
    });
    const seconds = (performance.now() - began) / 1000;
    await untilWorkedOff();
    const p99 = percentile(times, 0.99);
    measured(context, {
      ...{ events: EVENTS, deliveries: times.length, "unanswered, and told again": unanswered },
      ...{ "p50 ms": Math.round(percentile(times, 0.5)), "p99 ms": Math.round(p99) },
      ...{ "deliveries a second": Math.round(times.length / seconds) },
      ...{ "web kills": web.deaths.length, "worker kills": worker.deaths.length },
    });
    expect(await wrong()).toEqual([{ orders: 0, purchases: EVENTS, events: EVENTS }]);
    await counter.booksHold();
    expect(times.length).toBe(EVENTS * TIMES);
    expect([web.deaths.length, worker.deaths.length]).toEqual([1, 3]);
    // At a small size the kill of the web is among the slowest of few.
    expect(p99).toBeLessThan(sized(8 * P99_MS, P99_MS));
  });

  it("control: where events have another id each time and a credit may be booked twice, it is seen", async (context) => {
    for (const statement of [
      "DELETE FROM webhook_event",
      "DROP INDEX ledger_entry_key_key, ledger_entry_one_purchase_an_order",
      "ALTER TABLE credit_order DISABLE TRIGGER USER",
      "ALTER TABLE ledger_entry DISABLE TRIGGER USER",
      `CREATE FUNCTION forget_credit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE credit_order SET state = 'created', payment_id = NULL, credited_at = NULL WHERE id = NEW.reference;
        RETURN NULL; END $$`,
      `CREATE TRIGGER forget_credit AFTER INSERT ON ledger_entry FOR EACH ROW WHEN (NEW.reason = 'purchase')
        EXECUTE FUNCTION forget_credit()`,
      "ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER forget_credit",
    ])
      await counter.sql(statement);
    const [before] = await wrong();
    const told = await placeOrders(30);
    const copies = [1, 2, 3].flatMap((n) => told.map((one) => ({ ...one, eventId: `${one.eventId}_${n}` })));
    await tellAll(copies, () => {});
    await untilWorkedOff();
    const [after] = await wrong();
    measured(context, { "orders credited wrongly": (after?.orders ?? 0) - (before?.orders ?? 0) });
    expect(after?.orders).toBeGreaterThan(before?.orders ?? 0);
    expect(after?.events).toBe(90);
  });
});
