import type { World } from "@/lib/db/ctx";

/** Fewer paid orders than this prove nothing. */
const MIN_ORDERS = 3;

/**
 * Raises the alarm when orders were paid and credited but no webhook came for any of them: Razorpay switches an endpoint off after a day of
 * failures and says so by mail only. Looks at orders credited in the last day, the youngest 15 minutes left out. Returns whether it is silent.
 */
export async function watchPaymentWebhooks({ pool, log }: Pick<World, "pool" | "log">): Promise<boolean> {
  const { rows } = await pool.query<{ paid: number; told: number }>(
    `SELECT count(*)::int AS paid, count(webhook_seen_at)::int AS told FROM credit_order
      WHERE credited_at BETWEEN now() - interval '1 day' AND now() - interval '15 minutes'`,
  );
  const { paid, told } = rows[0] ?? { paid: 0, told: 0 };
  const isSilent = paid >= MIN_ORDERS && told === 0;
  if (isSilent)
    log.error("payment webhooks are silent: check the endpoint in Razorpay's dashboard", { paidOrders: paid });
  return isSilent;
}
