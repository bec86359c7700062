import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { keyUsedForAnotherRequest, requestHash } from "@/lib/db/idempotency";
import type { GatewayOrder, PaymentGateway } from "@/lib/providers/payment-gateway";
import { ProviderError } from "@/lib/providers/provider-error";
import { type CheckoutView, createOrderEndpoint } from "./contract";
import { paymentsOff } from "./payments-off";

type OrderRow = {
  id: string;
  amount_paise: number;
  currency: string;
  request_hash: string;
  razorpay_order_id: string | null;
};

const LOOK_EVERY_MS = 100;

const unavailable = () =>
  new AppError("provider_unavailable", "The payment service does not answer. Nothing was charged; please try again.", {
    retryAfterSeconds: 5,
  });

/** Our row first: whatever happens to the answer of the payment service, the same key finds it again. */
async function openOrder(
  ctx: Ctx<UserActor>,
  gateway: PaymentGateway,
  { packageId, key, hash }: { packageId: string; key: string; hash: string },
): Promise<OrderRow> {
  const { userId } = ctx.actor;
  await ctx.pool.query(
    `INSERT INTO credit_order (id, user_id, package_id, units, amount_paise, provider_mode, idempotency_key, request_hash, next_check_at)
      SELECT $1, $2, p.id, p.credits * 100, p."pricePaise", $3, $4, $5, now() + $6::int * interval '1 millisecond'
        FROM settings_in_force() s, jsonb_to_recordset(s.packages) AS p(id text, credits int, "pricePaise" int, "isActive" boolean)
        WHERE p.id = $7 AND p."isActive"
      ON CONFLICT (user_id, idempotency_key) DO NOTHING`,
    [newId("order"), userId, gateway.mode, key, hash, ctx.env.PAYMENT_CHECK_INTERVAL_MS, packageId],
  );
  const { rows } = await ctx.pool.query<OrderRow>(
    `SELECT id, amount_paise, currency, request_hash, razorpay_order_id FROM credit_order WHERE user_id = $1 AND idempotency_key = $2`,
    [userId, key],
  );
  const row = rows[0];
  if (!row) throw invalid("packageId", "This package is not sold any more.");
  if (row.request_hash !== hash) throw keyUsedForAnotherRequest();
  return row;
}

type Lease = { isTaken: boolean; wasTried: boolean; razorpayOrderId: string | null };

/** One caller at a time asks the payment service; a caller that died leaves the lease to run out. */
async function takeLease(ctx: Ctx, orderId: string): Promise<Lease> {
  const { rows } = await ctx.pool.query<Lease>(
    `WITH prior AS (SELECT id, create_lease_until, razorpay_order_id FROM credit_order WHERE id = $1 FOR UPDATE),
      taken AS (UPDATE credit_order o SET create_lease_until = now() + $2::int * interval '1 millisecond' FROM prior
        WHERE o.id = prior.id AND prior.razorpay_order_id IS NULL AND coalesce(prior.create_lease_until < now(), true) RETURNING o.id)
      SELECT EXISTS (SELECT FROM taken) AS "isTaken", prior.create_lease_until IS NOT NULL AS "wasTried",
        prior.razorpay_order_id AS "razorpayOrderId" FROM prior`,
    [orderId, 3 * ctx.env.PROVIDER_TIMEOUT_MS],
  );
  return rows[0]!;
}

/** The order that an earlier, unheard request made, if it is what we asked for. */
async function adopt(gateway: PaymentGateway, order: OrderRow): Promise<GatewayOrder | undefined> {
  const found = await gateway.findOrder(order.id);
  return found && found.amountPaise === order.amount_paise && found.currency === order.currency ? found : undefined;
}

async function placeOrAdopt(gateway: PaymentGateway, order: OrderRow, wasTried: boolean): Promise<GatewayOrder> {
  const earlier = wasTried ? await adopt(gateway, order) : undefined;
  if (earlier) return earlier;
  const { id: receipt, amount_paise: amountPaise, currency } = order;
  try {
    return await gateway.createOrder({ receipt, amountPaise, currency });
  } catch (error) {
    const isLost = error instanceof ProviderError && (error.kind === "ambiguous" || error.kind === "down");
    const made = isLost ? await adopt(gateway, order) : undefined;
    if (made) return made;
    throw error;
  }
}

async function askGateway(ctx: Ctx, gateway: PaymentGateway, order: OrderRow, wasTried: boolean): Promise<string> {
  try {
    const { id } = await placeOrAdopt(gateway, order, wasTried);
    ctx.failpoint("after-order-placed");
    await ctx.pool.query("UPDATE credit_order SET razorpay_order_id = $2 WHERE id = $1 AND razorpay_order_id IS NULL", [
      order.id,
      id,
    ]);
    return id;
  } catch (error) {
    // The next try looks first whether the order is there.
    await ctx.pool.query("UPDATE credit_order SET create_lease_until = now() WHERE id = $1", [order.id]);
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.error("order not placed", { orderId: order.id, kind: error.kind, reason: error.message });
    throw unavailable();
  }
}

async function placeAtGateway(ctx: Ctx, gateway: PaymentGateway, order: OrderRow): Promise<string> {
  for (let waitedMs = 0; waitedMs < 2 * ctx.env.PROVIDER_TIMEOUT_MS; waitedMs += LOOK_EVERY_MS) {
    const lease = await takeLease(ctx, order.id);
    if (lease.razorpayOrderId) return lease.razorpayOrderId;
    if (lease.isTaken) return askGateway(ctx, gateway, order, lease.wasTried);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw unavailable();
}

/**
 * Orders a package: our row with the price in force, then the payment service's order with our id as its receipt, exactly one however often the
 * same key comes and whatever answer was lost. Nothing is charged here. Throws `validation_failed` for a package that is not sold,
 * `idempotency_conflict`, `provider_unavailable` (not stored: the same key may be sent again).
 */
export async function createOrder(
  ctx: Ctx<UserActor>,
  input: { packageId: string },
  idempotencyKey: string,
): Promise<CheckoutView> {
  const gateway = ctx.ports.payments;
  if (!gateway) throw paymentsOff();
  const hash = requestHash(input);
  const order = await openOrder(ctx, gateway, { ...input, key: idempotencyKey, hash });
  const razorpayOrderId = order.razorpay_order_id ?? (await placeAtGateway(ctx, gateway, order));
  const view: CheckoutView = {
    orderId: order.id,
    razorpayOrderId,
    amountPaise: order.amount_paise,
    currency: order.currency,
    keyId: gateway.keyId,
    checkoutScriptUrl: gateway.checkoutScriptUrl,
  };
  await ctx.pool.query(
    `INSERT INTO idempotency_key (account_id, route, key, request_hash, outcome) VALUES ($1, $2, $3, $4, $5::jsonb) ON CONFLICT DO NOTHING`,
    [
      ctx.actor.userId,
      `${createOrderEndpoint.method} ${createOrderEndpoint.path}`,
      idempotencyKey,
      hash,
      JSON.stringify({ ok: view }),
    ],
  );
  return view;
}
