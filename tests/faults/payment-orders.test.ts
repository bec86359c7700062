import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { postEntry } from "@/lib/domain/ledger/post-entry";
import { type Caller, eventually } from "@/tests/generation/studio";
import { type Checkout, type Counter, openCounter, type Paid } from "@/tests/payments/counter";
import { measured, sized } from "@/tests/support/proof";
import { deliver, type Letter, openMailRoom } from "./payments/mail-room";
import { type Step, story } from "./payments/steps";
import { expectedOf, oursOf, truthOf, UNITS } from "./payments/truth";

/**
 * All orders of webhook, callback, reconciler, refund and dispute. The sandbox's webhooks are caught and handed on as the story says: in any order, late,
 * twice, two at a time. Whatever the story, our books end as the service's own records say, and move forward only.
 */
const MINUTE = 60_000;
const RUNS = Number(process.env.FAULT_STORIES ?? sized(25, 500));

let counter: Counter;
let room: Awaited<ReturnType<typeof openMailRoom>>;
const seen = {
  steps: 0,
  delivered: 0,
  repeated: 0,
  "out of order": 0,
  refused: 0,
  refunds: 0,
  disputes: 0,
  credited: 0,
};

beforeAll(async () => {
  counter = await openCounter({ RATE_LIMIT_SCALE: "100000" });
  room = await openMailRoom();
  await counter.control({ razorpayWebhookUrl: room.url });
  await counter.startWorker();
});
afterAll(async () => {
  await counter?.close();
  await room?.close();
});
beforeEach(() => {
  for (const name of Object.keys(seen) as (keyof typeof seen)[]) seen[name] = 0;
});

const RANK: Record<string, number> = { created: 0, authorized: 1, failed: 1, captured: 2, refunded: 3, paid: 1 };

/** One order with all that has happened to it. */
class Telling {
  readonly paid: Paid[] = [];
  /** Every payment that the service knows, failed ones too. */
  private readonly lost = new Map<string, number>();
  private readonly disputed = new Set<string>();
  private readonly from = room.letters.length;
  private readonly handedOn = new Map<Letter, number>();
  private highest = -1;
  private rank = 0;

  private constructor(
    private readonly buyer: Caller,
    private readonly stranger: Caller,
    private readonly order: Checkout,
  ) {}

  static async begin(): Promise<Telling> {
    const [buyer, stranger] = await Promise.all([counter.newUser(), counter.newUser()]);
    return new Telling(buyer, stranger, await counter.placed(buyer));
  }

  private get letters(): Letter[] {
    return room.letters.slice(this.from).filter(({ body }) => body.includes(this.order.razorpayOrderId));
  }

  private async handOn(letter: Letter | undefined): Promise<void> {
    if (!letter) return;
    const at = this.letters.indexOf(letter);
    seen.delivered++;
    if (this.handedOn.has(letter)) seen.repeated++;
    if (at < this.highest) seen["out of order"]++;
    this.highest = Math.max(this.highest, at);
    this.handedOn.set(letter, (this.handedOn.get(letter) ?? 0) + 1);
    expect(await deliver(counter.origin, letter)).toBe(200);
  }

  /** A payment that money was taken for, at the service. */
  private async captured(): Promise<string | undefined> {
    const { captured } = await this.truth();
    return captured[0]?.id;
  }
  private truth = () => truthOf(counter.world.ports.payments!, this.order.razorpayOrderId);

  /** What the service can't do as things stand is no step. */
  private act = (doing: Parameters<Counter["act"]>[0]) =>
    counter.act(doing).then(
      () => true,
      () => false,
    );

  async take(step: Step): Promise<void> {
    seen.steps++;
    switch (step.do) {
      case "pay": {
        const paid = await counter.pay(this.order, step.outcome);
        if (paid.razorpay_payment_id) this.paid.push(paid);
        return;
      }
      case "capture": {
        const last = this.paid.at(-1)?.razorpay_payment_id;
        if (last) await this.act({ do: "capture", paymentId: last });
        return;
      }
      case "refund":
        return this.refund(step.share, step.status);
      case "end-refund":
        return this.endRefund(step.status);
      case "dispute":
        return this.dispute(step.status);
      case "deliver": {
        const letter = this.letters[step.letter % Math.max(1, this.letters.length)];
        await Promise.all([this.handOn(letter), step.twice ? this.handOn(letter) : undefined]);
        return;
      }
      case "deliver-two": {
        const of = Math.max(1, this.letters.length);
        await Promise.all([step.first, step.second].map((one) => this.handOn(this.letters[one % of])));
        return;
      }
      case "callback":
        return this.callback(step.as);
      case "reconcile":
        return counter.lookNow(this.order);
      case "spend":
        return this.spend();
    }
  }

  private async refund(share: number, status: "processed" | "pending"): Promise<void> {
    const paymentId = await this.captured();
    const amount = Math.floor(this.order.amountPaise * share);
    if (paymentId && (await this.act({ do: "refund", paymentId, amount, status }))) seen.refunds++;
  }

  /** Only those under way: what becomes of one that fails after it had gone through is for a person to say. */
  private async endRefund(status: "processed" | "failed"): Promise<void> {
    const { refunds } = await this.truth();
    const pending = refunds.find(({ state }) => state === "pending");
    const isPlain = refunds.every(({ paymentId, state }) => paymentId !== pending?.paymentId || state !== "processed");
    if (pending && isPlain) await this.act({ do: "end-refund", paymentId: pending.paymentId, status });
  }

  /** One for each payment: open, then won or lost. */
  private async dispute(status: "open" | "won" | "lost"): Promise<void> {
    const paymentId = await this.captured();
    if (!paymentId || (status === "open") === this.disputed.has(paymentId)) return;
    if (status !== "open" && this.lost.has(paymentId)) return;
    if (!(await this.act({ do: "dispute", paymentId, status }))) return;
    seen.disputes++;
    this.disputed.add(paymentId);
    if (status !== "open") this.lost.set(paymentId, status === "lost" ? this.order.amountPaise : 0);
  }

  private async callback(as: "buyer" | "forged" | "stranger"): Promise<void> {
    const paid = this.paid.at(-1);
    if (!paid?.razorpay_signature) return;
    const forged = createHmac("sha256", "somebody's own").update("x").digest("hex");
    const answer = await counter.verify(as === "stranger" ? this.stranger : this.buyer, this.order, {
      ...paid,
      ...(as === "forged" ? { razorpay_signature: forged } : {}),
    });
    if (as !== "buyer") seen.refused++;
    expect({ buyer: [200, 409, 422, 503], forged: [422], stranger: [404] }[as]).toContain(answer.status);
  }

  private async spend(): Promise<void> {
    const [row] = await counter.sql<{ units: number }>(
      "SELECT balance_units AS units FROM credit_account WHERE user_id = $1",
      [this.buyer.userId],
    );
    const units = Math.floor((row?.units ?? 0) / 2);
    if (units === 0) return;
    const entry = { accountId: this.buyer.userId, units: -units, reason: "adjustment" as const, reference: "spent" };
    await inTransaction(counter.world, (tx) =>
      postEntry(tx, { ...entry, key: `spent:${this.order.orderId}:${seen.steps}` }),
    ).catch(
      // A refund took it at this very moment.
      () => {},
    );
  }

  /** What must hold at every moment. */
  async holds(): Promise<void> {
    const ours = await oursOf(counter, this.order.orderId, this.buyer.userId);
    const rank = RANK[ours.state] ?? -1;
    expect(rank).toBeGreaterThanOrEqual(this.rank);
    this.rank = rank;
    expect(ours.purchases.length, "purchases of one order").toBeLessThanOrEqual(1);
    expect(ours.balance).toBeGreaterThanOrEqual(0);
    if (ours.purchases.length > 0) expect((await this.truth()).captured.length).toBeGreaterThan(0);
  }

  /** All news are told at last, each again, and the reconciler has looked: then our books say what the service's say. */
  async end(): Promise<void> {
    await eventually("the end of the story", async () => {
      for (const letter of this.letters.toReversed()) if (!this.handedOn.has(letter)) await this.handOn(letter);
      await counter.lookNow(this.order);
      await counter.inboxIsEmpty();
      const open = await counter.sql(
        "SELECT FROM graphile_worker.jobs WHERE task_identifier LIKE '%payment%' AND run_at <= now()",
      );
      const truth = await this.truth();
      const ours = await oursOf(counter, this.order.orderId, this.buyer.userId);
      const isSentBack = ours.surplus.every((id) => truth.refunds.some(({ paymentId }) => paymentId === id));
      const areAllTold = this.letters.every((letter) => this.handedOn.has(letter));
      return (
        open.length === 0 && isSentBack && areAllTold && ours.state === (truth.captured.length > 0 ? "paid" : "created")
      );
    });
    for (const letter of this.letters) await this.handOn(letter);
    await counter.inboxIsEmpty();
    const truth = await this.truth();
    const ours = await oursOf(counter, this.order.orderId, this.buyer.userId);
    const expected = expectedOf(truth, ours, this.lost);
    expect({
      state: ours.state,
      purchases: ours.purchases,
      back: ours.taken + ours.owed,
      balance: ours.balance,
    }).toEqual(expected);
    // Every other payment's money goes back by itself.
    const others = truth.captured.map(({ id }) => id).filter((id) => id !== ours.paymentId);
    expect(ours.surplus.toSorted()).toEqual(others.toSorted());
    if (ours.purchases[0] === UNITS) seen.credited++;
  }
}

async function tellAsFar(steps: Step[]): Promise<Telling> {
  const telling = await Telling.begin();
  for (const step of steps) {
    await telling.take(step);
    await telling.holds();
  }
  return telling;
}
const tell = async (steps: Step[]): Promise<void> => (await tellAsFar(steps)).end();

describe("payments in any order", () => {
  it("end as the service's own records say, forward only and with one credit an order, in whatever order webhooks, callback, reconciler, refunds and disputes come", {
    timeout: 60 * MINUTE,
  }, async (context) => {
    await fc.assert(fc.asyncProperty(story, tell), { numRuns: RUNS, endOnFailure: true });
    await counter.booksHold();
    measured(context, { stories: RUNS, ...seen });
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
  });

  it("control: where an order forgets that it was credited, a story is found in which it is credited twice", async (context) => {
    // All that makes a credit one: the order's state, the ledger's key, one purchase an order.
    for (const statement of [
      "ALTER TABLE credit_order DISABLE TRIGGER USER",
      "ALTER TABLE ledger_entry DISABLE TRIGGER USER",
      "DROP INDEX ledger_entry_key_key, ledger_entry_one_purchase_an_order",
      `CREATE FUNCTION forget_credit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE credit_order SET state = 'created', payment_id = NULL, credited_at = NULL WHERE id = NEW.reference;
        RETURN NULL; END $$`,
      `CREATE TRIGGER forget_credit AFTER INSERT ON ledger_entry FOR EACH ROW WHEN (NEW.reason = 'purchase')
        EXECUTE FUNCTION forget_credit()`,
      "ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER forget_credit",
    ])
      await counter.sql(statement);
    const { errorInstance, numRuns } = await fc.check(
      fc.asyncProperty(story, async (steps) => void (await tellAsFar(steps))),
      { numRuns: 100, endOnFailure: true },
    );
    measured(context, { "stories until it was found": numRuns });
    expect(String(errorInstance)).toContain("purchases of one order");
  });
});
