import type { World } from "@/lib/db/ctx";

/** Fewer paid orders than this prove nothing. */
const MIN_ORDERS = 3;

type Watched = { paid: number; told: number };

/** Orders credited in the last day, the youngest 15 minutes left out, and how many of them a webhook told of. */
async function watched({ pool }: Pick<World, "pool">): Promise<Watched> {
  const { rows } = await pool.query<Watched>(
    `SELECT count(*)::int AS paid, count(webhook_seen_at)::int AS told FROM credit_order
      WHERE credited_at BETWEEN now() - interval '1 day' AND now() - interval '15 minutes'`,
  );
  return rows[0] ?? { paid: 0, told: 0 };
}

/** Whether orders were paid and credited, and no webhook came for any of them. */
export async function arePaymentWebhooksSilent(on: Pick<World, "pool">): Promise<boolean> {
  const { paid, told } = await watched(on);
  return paid >= MIN_ORDERS && told === 0;
}

/**
 * Raises the alarm for silent webhooks: Razorpay switches an endpoint off after a day of failures and says so by mail only.
 */
export async function watchPaymentWebhooks(on: Pick<World, "pool" | "log">): Promise<void> {
  if (await arePaymentWebhooksSilent(on))
    on.log.error("payment webhooks are silent: check the endpoint in Razorpay's dashboard");
}
