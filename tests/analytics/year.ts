import type { World } from "@/lib/db/ctx";

/**
 * A year of a studio, rows only and in a few statements, without triggers: people who join and verify, pictures of all ends, orders, refunds, a lost dispute,
 * grants, and a ledger to match. Times are spread over the days so that midnight in India and in Greenwich both have neighbours.
 */
export async function fillYear(world: World, { jobs, people }: { jobs: number; people: number }): Promise<void> {
  const client = await world.pool.connect();
  const run = (text: string, values: unknown[] = []) => client.query(text, values);
  try {
    await run("BEGIN");
    await run("SET LOCAL session_replication_role = replica");
    await run("SET LOCAL statement_timeout = 0");
    await run("SELECT setseed(0.21)");
    await run(
      `INSERT INTO "user" (id, email, email_normalized, name, handle, password_hash, email_verified_at, terms_accepted_at, created_at)
        SELECT 'usr_' || md5('p' || n), 'p' || n || '@example.in', 'p' || n || '@example.in', 'Person ' || n, 'person' || n, 'none',
            CASE WHEN random() < 0.9 THEN at + random() * interval '60 hours' END, at, at
          FROM (SELECT n, now() - random() * interval '400 days' AS at FROM generate_series(1, $1::int) n) p`,
      [people],
    );
    await run(
      `INSERT INTO credit_account (user_id, balance_units, created_at) SELECT id, 0, created_at FROM "user" WHERE handle ~ '^person[0-9]+$'`,
    );
    await run(
      `INSERT INTO generation (id, user_id, state, tier, aspect_ratio, width, height, prompt, final_prompt, seed, cost_units, model, ignored, template_id, source_post_id,
          provider_cost_paise, failure_code, failure_message, created_at, submitted_at, started_at, finished_at)
        SELECT 'gen_' || md5('g' || n), 'usr_' || md5('p' || 1 + floor($2::int * power(random(), 2))::int), state, tier, '1:1', 1024, 1024, 'a kite', 'a kite', n,
            CASE tier WHEN 'standard' THEN 100 WHEN 'premium2k' THEN 200 ELSE 400 END, 'stability-ai/sdxl', '{}',
            CASE WHEN random() < 0.3 THEN (SELECT id FROM template ORDER BY id OFFSET n % 8 LIMIT 1) END,
            CASE WHEN random() < 0.1 THEN 'pst_' || md5('none') END,
            CASE WHEN state = 'succeeded' OR random() < 0.5 THEN 40 + floor(random() * 300)::int ELSE 0 END,
            CASE WHEN state = 'failed' THEN 'provider_failed' END, CASE WHEN state = 'failed' THEN 'No.' END, at, at + interval '1 second', at + interval '2 seconds',
            at + interval '3 seconds' + random() * interval '40 seconds'
          FROM (SELECT n, now() - interval '1 minute' - random() * interval '365 days' AS at,
              CASE WHEN random() < 0.93 THEN 'succeeded' WHEN random() < 0.7 THEN 'failed' ELSE 'cancelled' END AS state,
              CASE WHEN random() < 0.7 THEN 'standard' WHEN random() < 0.7 THEN 'premium2k' ELSE 'premium4k' END AS tier
            FROM generate_series(1, $1::int) n) g`,
      [jobs, people],
    );
    await run(
      `INSERT INTO credit_order (id, user_id, package_id, units, amount_paise, state, provider_mode, idempotency_key, request_hash, payment_id, paid_at, credited_at, created_at)
        SELECT 'ord_' || md5('o' || n), 'usr_' || md5('p' || 1 + floor($2::int * random())::int), 'pack-50', 5000, 10000 + 137 * (n % 50), 'paid', 'sandbox', 'k' || n, 'h',
            'pay_' || n, at, at, at FROM (SELECT n, now() - random() * interval '365 days' AS at FROM generate_series(1, $1::int) n) o`,
      [Math.round(jobs / 20), people],
    );
    await run(
      `INSERT INTO payment (id, order_id, amount_paise, currency, state, created_at, updated_at) SELECT payment_id, id, amount_paise, 'INR', 'captured', paid_at, paid_at FROM credit_order`,
    );
    await run(
      `INSERT INTO payment_refund (id, payment_id, amount_paise, state, applied_at, created_at)
        SELECT 'rfnd_' || id, payment_id, 1 + floor(amount_paise * random())::int, 'processed', least(now(), credited_at + random() * interval '10 days'), credited_at
          FROM credit_order WHERE random() < 0.05`,
    );
    await run(
      `INSERT INTO payment_dispute (id, payment_id, amount_paise, state, created_at, decided_at)
        SELECT 'disp_' || id, payment_id, amount_paise, CASE WHEN random() < 0.5 THEN 'lost' ELSE 'won' END, credited_at, least(now(), credited_at + interval '20 days')
          FROM credit_order WHERE random() < 0.01`,
    );
    await run(
      `INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units, created_at)
        SELECT 'ent_' || md5(key), account_id, units, reason, reference, key, 0, at FROM (
          SELECT user_id AS account_id, -cost_units AS units, 'generation' AS reason, id AS reference, 'generation:' || id AS key, created_at AS at FROM generation
          UNION ALL SELECT user_id, cost_units, 'generation_refund', id, 'generation_refund:' || id, finished_at FROM generation WHERE state IN ('failed', 'cancelled')
          UNION ALL SELECT user_id, units, 'purchase', id, 'payment:' || payment_id, credited_at FROM credit_order
          UNION ALL SELECT id, 300, 'welcome', id, 'welcome:' || id, email_verified_at FROM "user" WHERE email_verified_at < now()
          UNION ALL SELECT id, 50, 'reuse_reward', id, 'reuse:' || id, created_at + interval '3 days' FROM "user" WHERE created_at < now() - interval '3 days') e`,
    );
    await run(
      `INSERT INTO active_day (user_id, day) SELECT DISTINCT user_id, (finished_at AT TIME ZONE 'Asia/Kolkata')::date FROM generation WHERE state = 'succeeded'`,
    );
    await run("COMMIT");
    await run("ANALYZE");
  } finally {
    client.release();
  }
}
