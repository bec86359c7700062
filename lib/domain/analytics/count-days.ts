/**
 * What happened on the Indian days `$1` to `$2`, from the rows themselves, as (day, metric, label, value). Each event belongs to the day of an instant that
 * never changes once it is set, so that a day is final when its last event is (docs/decisions/0015). Values are whole: counts, units, paise.
 */
export const COUNT_DAYS = `
  WITH span AS (SELECT $1::date::timestamp AT TIME ZONE 'Asia/Kolkata' AS since, ($2::date + 1)::timestamp AT TIME ZONE 'Asia/Kolkata' AS until),
    ended AS MATERIALIZED (SELECT (g.finished_at AT TIME ZONE 'Asia/Kolkata')::date AS day, g.state, g.tier, g.model, g.provider_cost_paise, g.source_post_id, g.template_id,
        round(extract(epoch FROM g.finished_at - g.submitted_at) * 10)::bigint AS tenths
      FROM generation g, span s WHERE g.finished_at >= s.since AND g.finished_at < s.until),
    joined AS MATERIALIZED (SELECT (u.created_at AT TIME ZONE 'Asia/Kolkata')::date AS day, u.id, u.created_at FROM "user" u, span s
      WHERE u.created_at >= s.since AND u.created_at < s.until AND u.email_verified_at < u.created_at + interval '48 hours' AND NOT u.is_demo)
  SELECT day, 'generation' AS metric, state || ':' || tier AS label, count(*)::bigint AS value FROM ended GROUP BY 1, 3
  UNION ALL SELECT day, 'tenths', tenths::text, count(*) FROM ended WHERE state = 'succeeded' AND tenths IS NOT NULL GROUP BY 1, 3
  UNION ALL SELECT day, 'cost', model, sum(provider_cost_paise) FROM ended WHERE provider_cost_paise > 0 GROUP BY 1, 3
  UNION ALL SELECT day, 'remix', '', count(*) FROM ended WHERE state = 'succeeded' AND source_post_id IS NOT NULL GROUP BY 1
  UNION ALL SELECT day, 'template', template_id, count(*) FROM ended WHERE state = 'succeeded' AND template_id IS NOT NULL GROUP BY 1, 3
  UNION ALL SELECT (e.created_at AT TIME ZONE 'Asia/Kolkata')::date, 'ledger', e.reason, sum(e.units) FROM ledger_entry e, span s
    WHERE e.created_at >= s.since AND e.created_at < s.until GROUP BY 1, 3
  UNION ALL SELECT (o.credited_at AT TIME ZONE 'Asia/Kolkata')::date, 'revenue', '', sum(o.amount_paise) FROM credit_order o, span s
    WHERE o.credited_at >= s.since AND o.credited_at < s.until GROUP BY 1
  UNION ALL SELECT (o.credited_at AT TIME ZONE 'Asia/Kolkata')::date, 'order', '', count(*) FROM credit_order o, span s
    WHERE o.credited_at >= s.since AND o.credited_at < s.until GROUP BY 1
  UNION ALL SELECT (o.credited_at AT TIME ZONE 'Asia/Kolkata')::date, 'first_purchase', '', count(*) FROM credit_order o, span s
    WHERE o.credited_at >= s.since AND o.credited_at < s.until
      AND NOT EXISTS (SELECT FROM credit_order x WHERE x.user_id = o.user_id AND (x.credited_at, x.id) < (o.credited_at, o.id)) GROUP BY 1
  UNION ALL SELECT (r.applied_at AT TIME ZONE 'Asia/Kolkata')::date, 'refund', 'refund', sum(r.amount_paise) FROM payment_refund r, span s
    WHERE r.applied_at >= s.since AND r.applied_at < s.until GROUP BY 1
  UNION ALL SELECT (d.decided_at AT TIME ZONE 'Asia/Kolkata')::date, 'refund', 'dispute', sum(d.amount_paise) FROM payment_dispute d, span s
    WHERE d.state = 'lost' AND d.decided_at >= s.since AND d.decided_at < s.until GROUP BY 1
  UNION ALL SELECT day, 'joined', '', count(*) FROM joined GROUP BY 1
  UNION ALL SELECT day, 'activated', '', count(*) FROM joined j
    WHERE EXISTS (SELECT FROM generation g WHERE g.user_id = j.id AND g.state = 'succeeded' AND g.finished_at <= j.created_at + interval '48 hours') GROUP BY 1
  UNION ALL SELECT (p.first_public_at AT TIME ZONE 'Asia/Kolkata')::date, 'published', '', count(*) FROM post p, span s
    WHERE p.first_public_at >= s.since AND p.first_public_at < s.until GROUP BY 1`;
