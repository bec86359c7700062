import { AppError } from "@/lib/core/errors";
import type { World } from "@/lib/db/ctx";
import { arePaymentWebhooksSilent } from "@/lib/domain/payments/watch-webhooks";

/** A worker that has not been heard of for this long does not count as alive. */
const WORKER_SILENT = "30 seconds";

export type Readiness = { status: "ok"; database: "ok"; workers: number };

/** Throws `provider_unavailable` unless the database answers and settings are in force. */
export async function readReadiness(on: World): Promise<Readiness> {
  const { rows } = await on.pool.query<{ settings: number; workers: number }>(
    `SELECT (SELECT count(*)::int FROM settings WHERE effective_at <= now()) AS settings,
            (SELECT count(*)::int FROM worker_heartbeat WHERE seen_at > now() - $1::interval) AS workers`,
    [WORKER_SILENT],
  );
  const row = rows[0];
  if (!row || row.settings === 0)
    throw new AppError("provider_unavailable", "The first set-up has not finished yet.", { retryAfterSeconds: 5 });
  return { status: "ok", database: "ok", workers: row.workers };
}

type Figure = { name: string; help: string; labels: string; value: number };

/** Prometheus text: generations and orders by state, what waits or needs a person, workers, units outstanding and owed. */
export async function readMetrics(on: World): Promise<string> {
  const { rows } = await on.pool.query<Figure>(
    `SELECT 'studio_generations' AS name, 'Generations by state' AS help, format('{state="%s"}', state) AS labels, count(*)::int AS value
       FROM generation GROUP BY state
     UNION ALL SELECT 'studio_queue_oldest_seconds', 'Age of the oldest waiting generation', '',
       coalesce(extract(epoch FROM now() - min(created_at)), 0)::int FROM generation WHERE state = 'queued'
     UNION ALL SELECT 'studio_workers', 'Workers alive', '', count(*)::int
       FROM worker_heartbeat WHERE seen_at > now() - $1::interval
     UNION ALL SELECT 'studio_webhook_events_waiting', 'Webhook events stored and not yet handled', '', count(*)::int
       FROM webhook_event WHERE handled_at IS NULL
     UNION ALL SELECT 'studio_orders', 'Orders by state', format('{state="%s"}', state), count(*)::int FROM credit_order GROUP BY state
     UNION ALL SELECT 'studio_orders_mismatched', 'Orders whose payment is not what was ordered', '', count(*)::int
       FROM credit_order WHERE mismatch IS NOT NULL
     UNION ALL SELECT 'studio_disputes_open', 'Disputes that the bank has not decided on', '', count(*)::int
       FROM payment_dispute WHERE state = 'open'
     UNION ALL SELECT 'studio_credit_units_owed', 'Units owed for refunds of spent credits', '',
       coalesce(sum(owed_units - repaid_units), 0) FROM credit_debt
     UNION ALL SELECT 'studio_credit_units_outstanding', 'Units on all balances', '', coalesce(sum(balance_units), 0)
       FROM credit_account`,
    [WORKER_SILENT],
  );
  rows.push({
    name: "studio_payment_webhooks_silent",
    help: "1 when orders were paid in the last day and no webhook came for any of them",
    labels: "",
    value: Number(await arePaymentWebhooksSilent(on)),
  });
  const lines: string[] = [];
  let last = "";
  for (const { name, help, labels, value } of rows) {
    if (name !== last) lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`);
    lines.push(`${name}${labels} ${value}`);
    last = name;
  }
  return `${lines.join("\n")}\n`;
}
