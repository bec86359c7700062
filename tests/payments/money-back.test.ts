import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { applyDispute } from "@/lib/domain/payments/apply-dispute";
import { applyRefund } from "@/lib/domain/payments/apply-refund";
import { refundPayment } from "@/lib/domain/payments/refund-payment";
import { refundSurplusPayment } from "@/lib/domain/payments/refund-surplus-payment";
import { leftPaise } from "@/lib/domain/payments/refundable";
import { sendRefund } from "@/lib/domain/payments/send-refund";
import { settlePayment } from "@/lib/domain/payments/settle-payment";
import type { GatewayPayment, PaymentGateway } from "@/lib/providers/payment-gateway";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { ctxOf, failing, pretendGateway, worldWith } from "./pretend-gateway";
import { disputeOf, type PlacedOrder, paymentOf, placeOrder, refundOf } from "./shop";

let studio: Studio;
let admin: Caller;
let buyer: Caller;
let order: PlacedOrder;
let payment: GatewayPayment;
beforeAll(async () => {
  studio = await openStudio();
  admin = await studio.newUser();
  await studio.sql(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.userId]);
});
afterAll(() => studio.close());
beforeEach(async () => {
  buyer = await studio.newUser();
  order = await placeOrder(studio, buyer);
  payment = paymentOf(order);
  await settlePayment(studio.world, payment, "webhook");
  studio.logged.length = 0;
});

type Row = Record<string, unknown>;
const requests = () =>
  studio.sql<Row>("SELECT * FROM refund_request WHERE order_id = $1 ORDER BY created_at", [order.id]);
const refunds = (of = payment) => studio.sql<Row>("SELECT * FROM payment_refund WHERE payment_id = $1", [of.id]);
const audits = () =>
  studio.sql<Row>("SELECT * FROM audit_entry WHERE action = 'payment.refund' AND subject = $1", [order.id]);
const logs = (level: string) => studio.logged.filter((line) => line.level === level).map(({ event }) => event);

type Wish = { key?: string; orderId?: string; paymentId?: string };
const refund = (gateway: PaymentGateway | undefined, amountPaise: number, { key, orderId, paymentId }: Wish = {}) => {
  const ctx = { ...ctxOf(worldWith(studio.world, gateway), admin) };
  const actor = { ...ctx.actor, role: "admin" } as AdminActor;
  const body = { amountPaise, reason: "Not needed after all.", ...(paymentId ? { paymentId } : {}) };
  const asAdmin = { ...ctx, actor } as Ctx<AdminActor>;
  return refundPayment(asAdmin, { orderId: orderId ?? order.id }, body, key ?? randomUUID());
};

describe("a refund that the team asks for", () => {
  it("is written down, audited and queued before it is asked for, then made, and answered alike for ever", async () => {
    const { gateway, askedFor, told } = pretendGateway();
    const make = gateway.refund;
    let during: unknown[] = [];
    gateway.refund = async (what) => {
      const jobs = await studio.sql<Row>(
        `SELECT task_identifier AS task, round(extract(epoch FROM run_at - now()))::int AS in_s FROM graphile_worker.jobs WHERE key = $1`,
        [`send-refund:${what.key}`],
      );
      during = [(await requests())[0]?.state, (await audits()).length, jobs];
      return make(what);
    };
    const key = randomUUID();
    const view = await refund(gateway, 5_000, { key });
    const [request, ...others] = await requests();
    expect(during).toEqual(["asked", 1, [{ task: "send-refund", in_s: expect.any(Number) }]]);
    const [{ in_s: inS }] = during[2] as [{ in_s: number }];
    expect(inS > 50 && inS <= 60).toBe(true);
    expect(view).toMatchObject({ id: request?.id, state: "made", amountPaise: 5_000, refundId: told.refunds[0]?.id });
    expect(request).toMatchObject({
      ...{ payment_id: payment.id, amount_paise: 5_000, reason: "Not needed after all.", state: "made" },
      ...{ refund_id: told.refunds[0]?.id, requested_by_id: admin.userId, idempotency_key: key },
    });
    expect(String(request?.id)).toMatch(/^[a-z]{3}_[0-9a-f]{32}$/);
    expect(others).toEqual([]);
    expect((await audits())[0]).toMatchObject({
      reason: "Not needed after all.",
      details: { refundRequestId: request?.id, paymentId: payment.id, amountPaise: 5_000 },
    });
    expect(await refund(gateway, 5_000, { key })).toEqual(view);
    await expect(refund(gateway, 6_000, { key })).rejects.toMatchObject({ code: "idempotency_conflict" });
    expect(askedFor("refund")).toEqual([{ paymentId: payment.id, amountPaise: 5_000, key: request?.id }]);
    const stored = await studio.sql(
      "SELECT outcome FROM idempotency_key WHERE account_id = $1 AND key = $2 AND route = 'POST /api/admin/payments/{id}/refunds'",
      [admin.userId, key],
    );
    const anywhere = await studio.sql("SELECT outcome FROM idempotency_key WHERE account_id = $1 AND key = $2", [
      ...[admin.userId, key],
    ]);
    expect([stored.length <= 1, anywhere]).toEqual([true, [{ outcome: { ok: view } }]]);
    expect([await buyer.balance(), (await audits()).length]).toEqual([37.5, 1]);
  });

  it("is refused for what does not exist, was not paid, or is more than is left", async () => {
    const { gateway, asked } = pretendGateway();
    await expect(refund(undefined, 1)).rejects.toMatchObject({ code: "provider_unavailable" });
    for (const orderId of ["nonsense", `ord_${"0".repeat(32)}`])
      await expect(refund(gateway, 1, { orderId })).rejects.toMatchObject({ code: "not_found" });
    await expect(refund(gateway, 1, { paymentId: "pay_unknown" })).rejects.toMatchObject({ code: "not_found" });
    const other = await placeOrder(studio, buyer);
    await expect(refund(gateway, 1, { orderId: other.id })).rejects.toMatchObject({ code: "conflict" });
    await expect(refund(gateway, 1, { orderId: other.id, paymentId: payment.id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(refund(gateway, 20_001)).rejects.toMatchObject({ code: "conflict" });
    expect([asked, await requests(), await audits()]).toEqual([[], [], []]);
    expect((await refund(gateway, 20_000)).state).toBe("made");
    await expect(refund(gateway, 1)).rejects.toMatchObject({ code: "conflict" });
    expect(await buyer.balance()).toBe(0);
  });

  it("counts what was asked for and not answered yet, of this payment only", async () => {
    await expect(refund(pretendGateway({ refund: failing("down") }).gateway, 15_000)).rejects.toMatchObject({});
    const { gateway, asked } = pretendGateway();
    await expect(refund(gateway, 5_001)).rejects.toMatchObject({ code: "conflict" });
    expect(asked).toEqual([]);
    const second = paymentOf(order);
    await settlePayment(studio.world, second, "webhook");
    // A surplus payment goes back by itself, so nothing of it is left to ask for.
    await expect(refund(gateway, 1, { paymentId: second.id })).rejects.toMatchObject({ code: "conflict" });
    expect((await refund(gateway, 5_000, { paymentId: payment.id })).state).toBe("made");
  });

  it("waits written down while the service is away, and is made by the same key or by the worker, once", async () => {
    const key = randomUUID();
    const away = pretendGateway({ refund: failing("down") });
    const refused = { code: "provider_unavailable", details: { retryAfterSeconds: 5 } };
    await expect(refund(away.gateway, 5_000, { key })).rejects.toMatchObject(refused);
    expect([(await requests()).map(({ state }) => state), logs("warn")]).toEqual([["asked"], ["refund postponed"]]);
    const { gateway, askedFor } = pretendGateway();
    expect((await refund(gateway, 5_000, { key })).state).toBe("made");
    const [{ id }] = (await requests()) as [{ id: string }];
    for (const refundRequestId of [id, "rrq_unknown"])
      await sendRefund(worldWith(studio.world, gateway), { refundRequestId });
    expect([askedFor("refund").length, (await audits()).length, await buyer.balance()]).toEqual([1, 1, 37.5]);
  });

  it.each(["invalid_input", "not_found"] as const)(
    "that the service refuses (%s) has failed, and stays so",
    async (kind) => {
      const key = randomUUID();
      const { gateway } = pretendGateway({ refund: failing(kind) });
      const refused = { code: "conflict", message: expect.stringContaining(`the service is ${kind}`) };
      await expect(refund(gateway, 5_000, { key })).rejects.toMatchObject(refused);
      expect((await requests()).map(({ state, failure }) => [state, failure])).toEqual([
        ["failed", `the service is ${kind}`],
      ]);
      expect(logs("error")).toEqual(["refund refused"]);
      const willing = pretendGateway();
      await expect(refund(willing.gateway, 5_000, { key })).rejects.toMatchObject(refused);
      expect([willing.asked, await buyer.balance()]).toEqual([[], 50]);
      const [stored] = await studio.sql<Row>("SELECT outcome FROM idempotency_key WHERE account_id = $1 AND key = $2", [
        ...[admin.userId, key],
      ]);
      expect(stored?.outcome).toMatchObject({ refusal: { code: "conflict" } });
      // Nothing went back, so all of it is left.
      expect((await refund(willing.gateway, 20_000)).state).toBe("made");
    },
  );

  it("hides no bug, and can't be sent without a service", async () => {
    const { gateway } = pretendGateway({ refund: failing("bug") });
    await expect(refund(gateway, 5_000)).rejects.toThrow(TypeError);
    const [{ id, state }] = (await requests()) as [{ id: string; state: string }];
    expect(state).toBe("asked");
    const none = worldWith(studio.world, undefined);
    await expect(sendRefund(none, { refundRequestId: id })).rejects.toMatchObject({ kind: "unreachable" });
    const limited = worldWith(studio.world, pretendGateway({ refund: failing("rate_limited") }).gateway);
    await expect(sendRefund(limited, { refundRequestId: id })).rejects.toMatchObject({ kind: "rate_limited" });
    expect((await requests())[0]?.state).toBe("asked");
  });
});

describe("a second payment on a paid order", () => {
  const surplus = async (changes: Partial<GatewayPayment> = {}) => {
    const second = paymentOf(order);
    await settlePayment(studio.world, second, "webhook");
    const pretended = pretendGateway();
    pretended.told.payments.set(second.id, { ...second, ...changes });
    return { second, ...pretended };
  };
  const sendBack = (gateway: PaymentGateway | undefined, { id }: { id: string }) =>
    refundSurplusPayment(worldWith(studio.world, gateway), { paymentId: id });

  it("is sent back whole under its own key, or what is left of it, and takes no credits", async () => {
    for (const refundedPaise of [0, 5_000]) {
      const { second, gateway, askedFor } = await surplus({ refundedPaise });
      await sendBack(gateway, second);
      const amountPaise = 20_000 - refundedPaise;
      expect(askedFor("refund")).toEqual([{ paymentId: second.id, amountPaise, key: `surplus-${second.id}` }]);
      expect(await refunds(second)).toMatchObject([{ amount_paise: amountPaise, state: "processed" }]);
    }
    expect(logs("info")).toEqual(["surplus payment sent back", "surplus payment sent back"]);
    expect(await buyer.balance()).toBe(50);
  });

  it("is left alone where nothing is left, nothing was taken, or no service is set up", async () => {
    const gone = await surplus({ refundedPaise: 20_000 });
    await sendBack(gone.gateway, gone.second);
    const early = await surplus({ isCaptured: false });
    await sendBack(early.gateway, early.second);
    await sendBack(undefined, early.second);
    expect([gone.askedFor("refund"), early.askedFor("refund"), logs("info")]).toEqual([[], [], []]);
  });

  it("is told from the payment that paid: that one never goes back by itself", async () => {
    const { gateway, asked, told } = pretendGateway();
    told.payments.set(payment.id, payment);
    await sendBack(gateway, payment);
    await sendBack(gateway, { id: "pay_unknown" });
    expect(asked).toEqual([]);
  });
});

describe("what is left of a payment", () => {
  const paid = { amountPaise: 100, state: "captured", isSurplus: false, refunds: [] };
  const asked = (amountPaise: number, state = "asked") => ({ amountPaise, state });

  it.each<[string, number, Parameters<typeof leftPaise>[0], ReturnType<typeof asked>[]]>([
    ["all of what was captured", 100, paid, []],
    ["all of what was captured and marked as refunded", 100, { ...paid, state: "refunded" }, []],
    ["nothing of what was only authorised", 0, { ...paid, state: "authorized" }, []],
    ["nothing of what failed", 0, { ...paid, state: "failed" }, []],
    ["nothing of a second payment", 0, { ...paid, isSurplus: true }, []],
    ["no money that went or goes back", 30, { ...paid, refunds: [asked(50, "processed"), asked(20, "pending")] }, []],
    ["money whose way back failed", 100, { ...paid, refunds: [asked(50, "failed")] }, []],
    ["nothing that was asked for", 45, paid, [asked(50), asked(5)]],
    ["money that was refused or is counted as made", 100, paid, [asked(50, "failed"), asked(40, "made")]],
    ["never less than nothing", 0, { ...paid, refunds: [asked(80, "processed")] }, [asked(50)]],
  ])("is %s: %i", (_, left, one, wished) => {
    expect(leftPaise(one, wished)).toBe(left);
  });
});

describe("news from the payment service", () => {
  it("of an unknown payment change nothing, and somebody is told", async () => {
    const unknown = { ...payment, id: "pay_unknown" };
    await applyRefund(studio.world, refundOf(unknown));
    await applyDispute(studio.world, disputeOf(unknown));
    expect([logs("warn"), logs("error")]).toEqual([
      ["refund of an unknown payment"],
      ["dispute of an unknown payment"],
    ]);
    expect(await refunds(unknown)).toEqual([]);
  });

  it("of a refund are applied once and noted, without alarm; failing afterwards raises it", async () => {
    const one = refundOf(payment, { amountPaise: 5_000, state: "pending" });
    await applyRefund(studio.world, one);
    expect((await refunds()).map(({ applied_at: at }) => at)).toEqual([null]);
    await applyRefund(studio.world, { ...one, state: "processed" });
    expect((await refunds()).map(({ applied_at: at }) => at instanceof Date)).toEqual([true]);
    const failed = refundOf(payment, { amountPaise: 5_000, state: "failed" });
    await applyRefund(studio.world, failed);
    expect([logs("error"), logs("warn"), await buyer.balance()]).toEqual([[], [], 37.5]);
    await applyRefund(studio.world, { ...one, state: "failed" });
    expect(logs("error")).toEqual(["refund failed after it had gone through"]);
  });

  it("of a refund of the second payment are written down and take nothing", async () => {
    const second = paymentOf(order);
    await settlePayment(studio.world, second, "webhook");
    await applyRefund(studio.world, refundOf(second));
    expect((await refunds(second)).map(({ applied_at: at }) => at)).toEqual([null]);
    expect(await buyer.balance()).toBe(50);
  });

  it("of a dispute count while it is open, are decided once, and take credits only when it is lost", async () => {
    const open = async () =>
      (await studio.sql<Row>("SELECT open_disputes AS n FROM credit_account WHERE user_id = $1", [buyer.userId]))[0]?.n;
    const seen = async (id: string) =>
      (await studio.sql<Row>("SELECT state, decided_at FROM payment_dispute WHERE id = $1", [id]))[0];
    const [first, second] = [disputeOf(payment, { amountPaise: 4_000 }), disputeOf(payment, { amountPaise: 4_000 })];
    for (let again = 0; again < 2; again++) await applyDispute(studio.world, first);
    expect([await open(), await seen(first.id)]).toEqual([1, { state: "open", decided_at: null }]);
    await applyDispute(studio.world, second);
    expect(await open()).toBe(2);
    await applyDispute(studio.world, { ...first, state: "won" });
    expect([await open(), await buyer.balance()]).toEqual([1, 50]);
    const decided = await seen(first.id);
    expect([decided?.state, decided?.decided_at instanceof Date]).toEqual(["won", true]);
    await applyDispute(studio.world, { ...first, state: "lost" });
    expect([await seen(first.id), await buyer.balance()]).toEqual([decided, 50]);
    await applyDispute(studio.world, { ...second, state: "lost" });
    expect([await open(), await buyer.balance()]).toEqual([0, 40]);
    const closed = disputeOf(payment, { state: "closed" });
    await applyDispute(studio.world, closed);
    expect([await open(), await buyer.balance(), logs("error")]).toEqual([0, 40, []]);
    expect(new Set(logs("warn"))).toEqual(new Set(["payment disputed"]));
  });

  it("of a lost dispute about the second payment take nothing", async () => {
    const second = paymentOf(order);
    await settlePayment(studio.world, second, "webhook");
    await applyDispute(studio.world, disputeOf(second, { state: "lost" }));
    expect(await buyer.balance()).toBe(50);
  });
});
