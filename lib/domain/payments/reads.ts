import { unitsToCredits } from "@/lib/core/credits";
import type { QueryOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { BASE_PRICE_PAISE_PER_CREDIT, formatPaise } from "@/lib/core/money";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, UserActor, World } from "@/lib/db/ctx";
import { readSettings } from "@/lib/domain/settings/reads";
import type { OrderView, ordersEndpoint, PackageView } from "./contract";

/** What is sold now, in its order; the saving is computed from the package's own price (product.md 2). */
export async function listPackages(on: Pick<World, "pool">): Promise<PackageView[]> {
  const { packages } = await readSettings(on);
  return packages
    .filter(({ isActive }) => isActive)
    .map(({ id, credits, pricePaise, isPopular: popular }) => {
      const basePaise = credits * BASE_PRICE_PAISE_PER_CREDIT;
      return {
        ...{ id, credits, pricePaise, popular },
        perCreditPaise: Math.round(pricePaise / credits),
        discountPercent: Math.max(0, Math.round((100 * (basePaise - pricePaise)) / basePaise)),
      };
    });
}

type TimelineEvent = OrderView["timeline"][number];
type Row = {
  id: string;
  package_id: string;
  units: number;
  amount_paise: number;
  currency: string;
  state: "created" | "paid";
  payment_id: string | null;
  paid_at: Date | null;
  credited_at: Date | null;
  failed_at: Date | null;
  failure_message: string | null;
  mismatch: string | null;
  created_at: Date;
  created_key: string;
  is_expired: boolean;
  method: string | null;
  refunds: { at: string; paise: number }[];
  disputes: { openedAt: string; decidedAt: string | null; state: "open" | "won" | "lost" | "closed" }[];
};

/** Orders with what their payments can say about them. Times inside the aggregates are ISO 8601. */
const COLUMNS = `SELECT o.id, o.package_id, o.units, o.amount_paise, o.currency, o.state, o.payment_id, o.paid_at, o.credited_at, o.failed_at,
    o.failure_message, o.mismatch, o.created_at, o.created_at::text AS created_key,
    o.state = 'created' AND o.created_at < now() - interval '4 days' AS is_expired, paid.method, back.refunds, quarrel.disputes
  FROM credit_order o
    LEFT JOIN payment paid ON paid.id = o.payment_id
    CROSS JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('at', r.created_at, 'paise', r.amount_paise)), '[]'::json) AS refunds
      FROM payment p JOIN payment_refund r ON r.payment_id = p.id WHERE p.order_id = o.id AND r.state = 'processed') back
    CROSS JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('openedAt', d.created_at, 'decidedAt', d.decided_at, 'state', d.state)),
        '[]'::json) AS disputes
      FROM payment p JOIN payment_dispute d ON d.payment_id = p.id WHERE p.order_id = o.id) quarrel`;

const iso = (at: Date | string) => new Date(at).toISOString();

function timelineOf(row: Row): TimelineEvent[] {
  const events: TimelineEvent[] = [{ event: "created", at: iso(row.created_at) }];
  const add = (event: TimelineEvent["event"], at: Date | string | null, detail?: string) => {
    if (at) events.push({ event, at: iso(at), ...(detail ? { detail } : {}) });
  };
  if (row.mismatch) add("mismatch", row.failed_at);
  else add("failed", row.failed_at, row.failure_message ?? undefined);
  add("paid", row.paid_at);
  add("credited", row.credited_at);
  for (const { at, paise } of row.refunds) add("refunded", at, formatPaise(paise));
  for (const { openedAt, decidedAt, state } of row.disputes) {
    add("dispute_opened", openedAt);
    if (state !== "open") add(`dispute_${state}`, decidedAt);
  }
  // Stable, so that what happened at one instant stays in the order of its nature.
  return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function toView(row: Row): OrderView {
  return {
    orderId: row.id,
    packageId: row.package_id,
    credits: unitsToCredits(row.units),
    amountPaise: row.amount_paise,
    currency: row.currency,
    status: row.is_expired ? "expired" : row.state,
    timeline: timelineOf(row),
    refundedPaise: row.refunds.reduce((sum, { paise }) => sum + paise, 0),
    disputed: row.disputes.some(({ state }) => state === "open"),
    ...(row.method ? { method: row.method } : {}),
    ...(row.payment_id ? { paymentId: row.payment_id } : {}),
    createdAt: iso(row.created_at),
  };
}

/** One page of the actor's orders, newest first. */
export async function listOrders(ctx: Ctx<UserActor>, query: QueryOf<typeof ordersEndpoint>): Promise<Page<OrderView>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const [createdAt, id] = query.cursor ? decodeInstantCursor(query.cursor) : [null, null];
  const { rows } = await ctx.pool.query<Row>(
    `${COLUMNS} WHERE o.user_id = $1 AND ($2::timestamptz IS NULL OR (o.created_at, o.id) < ($2::timestamptz, $3))
      ORDER BY o.created_at DESC, o.id DESC LIMIT $4`,
    [ctx.actor.userId, createdAt, id, limit + 1],
  );
  return toPage(rows, limit, (row) => [row.created_key, row.id], toView);
}

/** One of the actor's orders; throws `not_found`, also for somebody else's. */
export const readOrder = (ctx: Ctx<UserActor>, orderId: string): Promise<OrderView> =>
  readOrderOf(ctx, orderId, ctx.actor.userId);

/** The same for the order of whom it says; of anybody for `null`. The caller has authorised. */
export async function readOrderOf(
  { pool }: Pick<Ctx, "pool">,
  orderId: string,
  userId: string | null,
): Promise<OrderView> {
  if (!isId("order", orderId)) throw notFound("This order");
  const { rows } = await pool.query<Row>(`${COLUMNS} WHERE o.id = $1 AND ($2::text IS NULL OR o.user_id = $2)`, [
    orderId,
    userId,
  ]);
  if (!rows[0]) throw notFound("This order");
  return toView(rows[0]);
}
