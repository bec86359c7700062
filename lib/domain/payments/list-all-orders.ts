import { unitsToCredits } from "@/lib/core/credits";
import type { QueryOf } from "@/lib/core/endpoint";
import { isId } from "@/lib/core/ids";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import { Conditions } from "@/lib/db/conditions";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { adminPaymentsEndpoint, OrderFilter, OrderRow } from "./admin-contract";

type Row = {
  id: string;
  user_id: string;
  handle: string;
  name: string;
  units: number;
  amount_paise: number;
  currency: string;
  status: OrderRow["status"];
  provider_mode: string;
  payment_id: string | null;
  mismatch: string | null;
  is_disputed: boolean;
  returned_paise: number;
  owed_units: number;
  created_at: Date;
  created_key: string;
};

const IS_DISPUTED = `EXISTS (SELECT FROM payment p JOIN payment_dispute d ON d.payment_id = p.id WHERE p.order_id = o.id AND d.state = 'open')`;
const SHOWN: Record<OrderFilter, string> = {
  paid: "o.state = 'paid'",
  open: "o.state = 'created'",
  mismatch: "o.mismatch IS NOT NULL",
  disputed: `o.id IN (SELECT p.order_id FROM payment_dispute d JOIN payment p ON p.id = d.payment_id WHERE d.state = 'open')`,
  refunded: "o.returned_paise > 0",
  owing: "o.id IN (SELECT d.order_id FROM credit_debt d WHERE d.repaid_units < d.owed_units)",
};

const toView = (row: Row): OrderRow => ({
  orderId: row.id,
  user: { id: row.user_id, handle: row.handle, name: row.name },
  credits: unitsToCredits(row.units),
  amountPaise: row.amount_paise,
  currency: row.currency,
  status: row.status,
  mode: row.provider_mode,
  ...(row.payment_id ? { paymentId: row.payment_id } : {}),
  ...(row.mismatch ? { mismatch: row.mismatch } : {}),
  disputed: row.is_disputed,
  returnedPaise: row.returned_paise,
  owed: unitsToCredits(row.owed_units),
  createdAt: row.created_at.toISOString(),
});

/** What somebody typed to find an order: its id, the payment service's for it or for what belongs to it, or whose it is. */
function search(conditions: Conditions, typed: string): void {
  if (isId("order", typed)) conditions.add((id) => `o.id = ${id}`, typed);
  else if (isId("user", typed)) conditions.add((id) => `o.user_id = ${id}`, typed);
  else if (typed.startsWith("order_")) conditions.add((id) => `o.razorpay_order_id = ${id}`, typed);
  else if (typed.startsWith("pay_"))
    conditions.add((id) => `o.id = (SELECT p.order_id FROM payment p WHERE p.id = ${id})`, typed);
  else if (typed.startsWith("rfnd_") || typed.startsWith("disp_"))
    conditions.add(
      (id) => `o.id = (SELECT p.order_id FROM payment_${typed.startsWith("rfnd_") ? "refund" : "dispute"} x
        JOIN payment p ON p.id = x.payment_id WHERE x.id = ${id})`,
      typed,
    );
  else
    conditions.add(
      (handle) => `o.user_id = (SELECT h.id FROM "user" h WHERE h.handle = ${handle})`,
      typed.replace(/^@/, "").toLowerCase(),
    );
}

/** Everybody's orders, newest first. */
export async function listAllOrders(
  ctx: Ctx<AdminActor>,
  { show, q, cursor, limit = DEFAULT_LIMIT }: QueryOf<typeof adminPaymentsEndpoint>,
): Promise<Page<OrderRow>> {
  const conditions = new Conditions();
  const typed = q?.trim();
  if (typed) search(conditions, typed);
  if (show) conditions.add(() => SHOWN[show]);
  if (cursor)
    conditions.add((at, id) => `(o.created_at, o.id) < (${at}::timestamptz, ${id})`, ...decodeInstantCursor(cursor));
  const { rows } = await ctx.pool.query<Row>(
    `SELECT o.id, o.user_id, u.handle, u.name, o.units, o.amount_paise, o.currency, o.provider_mode, o.payment_id, o.mismatch, o.returned_paise,
        CASE WHEN o.state = 'created' AND o.created_at < now() - interval '4 days' THEN 'expired' ELSE o.state END AS status,
        ${IS_DISPUTED} AS is_disputed, o.created_at, o.created_at::text AS created_key,
        (SELECT coalesce(sum(d.owed_units - d.repaid_units), 0)::int FROM credit_debt d WHERE d.order_id = o.id AND d.repaid_units < d.owed_units) AS owed_units
      FROM credit_order o JOIN "user" u ON u.id = o.user_id${conditions.where}
      ORDER BY o.created_at DESC, o.id DESC LIMIT ${conditions.place(limit + 1)}`,
    conditions.values,
  );
  return toPage(rows, limit, (row) => [row.created_key, row.id], toView);
}
