/** Rules that one set-based statement each can prove; every statement names the first account that breaks it. */
export const RULES: readonly { rule: string; sql: string }[] = [
  {
    rule: "every generation debit has its job, at the same price",
    sql: `SELECT e.account_id, e.key AS detail FROM ledger_entry e LEFT JOIN generation g ON g.id = e.reference
      WHERE e.reason = 'generation' AND (g.id IS NULL OR g.user_id <> e.account_id OR g.cost_units <> -e.units OR e.key <> 'generation:' || g.id)
      ORDER BY e.seq LIMIT 1`,
  },
  {
    rule: "every job has exactly one debit",
    sql: `SELECT g.user_id AS account_id, g.id AS detail FROM generation g LEFT JOIN ledger_entry e ON e.key = 'generation:' || g.id
      WHERE e.id IS NULL ORDER BY g.created_at LIMIT 1`,
  },
  {
    rule: "every failed or cancelled job has exactly one refund of its price",
    sql: `SELECT g.user_id AS account_id, g.id AS detail FROM generation g
      LEFT JOIN LATERAL (SELECT count(*) AS refunds, sum(units) AS units FROM ledger_entry e
        WHERE e.reason = 'generation_refund' AND e.reference = g.id AND e.account_id = g.user_id) r ON true
      WHERE g.state IN ('failed', 'cancelled') AND (r.refunds <> 1 OR r.units <> g.cost_units) ORDER BY g.created_at LIMIT 1`,
  },
  {
    rule: "no job that succeeded or still runs has a refund",
    sql: `SELECT e.account_id, e.key AS detail FROM ledger_entry e LEFT JOIN generation g ON g.id = e.reference
      WHERE e.reason = 'generation_refund' AND (g.id IS NULL OR g.state NOT IN ('failed', 'cancelled')) ORDER BY e.seq LIMIT 1`,
  },
  {
    rule: "every job that succeeded has its picture or remembers that it was deleted, no other job either",
    sql: `SELECT g.user_id AS account_id, g.id AS detail FROM generation g LEFT JOIN image i ON i.generation_id = g.id
      WHERE (g.state = 'succeeded')::int <> (i.id IS NOT NULL)::int + (g.picture_purged_at IS NOT NULL)::int
      ORDER BY g.created_at LIMIT 1`,
  },
  {
    rule: "every paid order has exactly one purchase of its credits",
    sql: `SELECT o.user_id AS account_id, o.id AS detail FROM credit_order o
      LEFT JOIN LATERAL (SELECT count(*) AS purchases, sum(e.units) AS units, min(e.key) AS key FROM ledger_entry e
        WHERE e.reason = 'purchase' AND e.reference = o.id AND e.account_id = o.user_id) p ON true
      WHERE o.state = 'paid' AND (p.purchases <> 1 OR p.units <> o.units OR p.key <> 'payment:' || o.payment_id) ORDER BY o.created_at LIMIT 1`,
  },
  {
    rule: "every purchase has its paid order",
    sql: `SELECT e.account_id, e.key AS detail FROM ledger_entry e LEFT JOIN credit_order o ON o.id = e.reference AND o.state = 'paid'
      WHERE e.reason = 'purchase' AND o.id IS NULL ORDER BY e.seq LIMIT 1`,
  },
  {
    rule: "what an order gave back was taken, repaid or is still owed",
    sql: `SELECT o.user_id AS account_id, o.id AS detail FROM credit_order o
      LEFT JOIN LATERAL (SELECT coalesce(-sum(e.units), 0) AS taken FROM ledger_entry e
        WHERE e.reason = 'purchase_refund' AND e.reference = o.id AND e.account_id = o.user_id) t ON true
      LEFT JOIN LATERAL (SELECT coalesce(sum(d.owed_units - d.repaid_units), 0) AS owed FROM credit_debt d WHERE d.order_id = o.id) d ON true
      WHERE o.returned_units <> t.taken + d.owed ORDER BY o.created_at LIMIT 1`,
  },
  {
    rule: "every refund of a purchase has its order",
    sql: `SELECT e.account_id, e.key AS detail FROM ledger_entry e LEFT JOIN credit_order o ON o.id = e.reference AND o.user_id = e.account_id
      WHERE e.reason = 'purchase_refund' AND o.id IS NULL ORDER BY e.seq LIMIT 1`,
  },
  {
    rule: "every reward for reuse has exactly one entry, or waits for review",
    sql: `SELECT r.author_id AS account_id, r.post_id || ' ' || r.remixer_id AS detail FROM reuse_reward r
      LEFT JOIN ledger_entry e ON e.key = 'reuse_reward:' || r.post_id || ':' || r.remixer_id
      LEFT JOIN pending_grant w ON w.key = 'reuse_reward:' || r.post_id || ':' || r.remixer_id
      WHERE (r.state = 'granted' AND (e.id IS NULL OR e.units <> r.units OR e.account_id <> r.author_id))
        OR (r.state <> 'granted' AND e.id IS NOT NULL) OR (r.state IN ('pending', 'refused') AND w.state IS DISTINCT FROM CASE r.state WHEN 'pending' THEN 'waiting' ELSE 'refused' END) ORDER BY r.created_at LIMIT 1`,
  },
  {
    rule: "every entry for reuse has its remix",
    sql: `SELECT e.account_id, e.key AS detail FROM ledger_entry e LEFT JOIN reuse_reward r
        ON e.key = 'reuse_reward:' || r.post_id || ':' || r.remixer_id AND r.state = 'granted'
      LEFT JOIN generation g ON g.id = e.reference AND g.state = 'succeeded' AND g.user_id = r.remixer_id AND g.source_post_id = r.post_id
      WHERE e.reason = 'reuse_reward' AND g.id IS NULL ORDER BY e.seq LIMIT 1`,
  },
  {
    rule: "what a post has brought its author is counted",
    sql: `SELECT p.user_id AS account_id, p.id AS detail FROM post p LEFT JOIN post_reward_total t ON t.post_id = p.id
      LEFT JOIN LATERAL (SELECT coalesce(sum(r.units), 0) AS units FROM reuse_reward r WHERE r.post_id = p.id) r ON true
      WHERE coalesce(t.units, 0) <> r.units ORDER BY p.id LIMIT 1`,
  },
  {
    rule: "what an author has earned a day by reuse is counted",
    sql: `SELECT d.author_id AS account_id, d.day::text AS detail FROM author_reward_day d
      LEFT JOIN LATERAL (SELECT coalesce(sum(r.units), 0) AS units FROM reuse_reward r WHERE r.author_id = d.author_id AND r.day = d.day) r ON true
      WHERE d.units <> r.units ORDER BY d.author_id LIMIT 1`,
  },
  {
    rule: "every milestone has its entry or waits for review, and no entry is without one",
    sql: `SELECT coalesce(m.user_id, e.account_id) AS account_id, coalesce(m.key, e.key) AS detail
      FROM (SELECT *, 'milestone:' || user_id || ':' || key AS grant_key FROM milestone
        WHERE units > 0 AND key NOT LIKE 'referrals%') m
      FULL JOIN (SELECT * FROM ledger_entry WHERE reason = 'milestone') e ON e.key = m.grant_key
      LEFT JOIN pending_grant w ON w.key = m.grant_key
      WHERE m.key IS NULL OR (e.id IS NULL AND w.id IS NULL) OR (e.id IS NOT NULL AND e.units <> m.units) LIMIT 1`,
  },
  {
    rule: "every invitation that was paid has its entry, and none is paid that waits",
    sql: `SELECT r.referrer_id AS account_id, r.referee_id AS detail FROM referral r
      LEFT JOIN ledger_entry e ON e.key = 'referral:' || r.referee_id || ':referrer'
      LEFT JOIN pending_grant w ON w.key = 'referral:' || r.referee_id || ':referrer'
      WHERE (r.reward_state = 'paid' AND r.reward_units > 0 AND (e.id IS NULL OR e.units <> r.reward_units OR e.account_id <> r.referrer_id))
        OR (r.reward_state <> 'paid' AND e.id IS NOT NULL) OR (r.reward_state IN ('review', 'refused') AND w.state IS DISTINCT FROM CASE r.reward_state WHEN 'review' THEN 'waiting' ELSE 'refused' END)
      ORDER BY r.created_at LIMIT 1`,
  },
  {
    rule: "every entry for an invitation has its referral, and every ten their bonus",
    sql: `SELECT coalesce(e.account_id, m.user_id) AS account_id, coalesce(e.key, m.key) AS detail
      FROM (SELECT * FROM ledger_entry WHERE reason = 'referral') e
      FULL JOIN (SELECT *, 'referral_milestone:' || user_id || ':' || substr(key, 11) AS grant_key FROM milestone
        WHERE units > 0 AND key LIKE 'referrals%') m ON m.grant_key = e.key
      LEFT JOIN pending_grant w ON w.key = m.grant_key
      LEFT JOIN referral r ON r.referee_id = e.reference
        AND ((e.key = 'referral:' || r.referee_id || ':referee' AND e.account_id = r.referee_id AND r.verified_at IS NOT NULL)
          OR (e.key = 'referral:' || r.referee_id || ':referrer' AND e.account_id = r.referrer_id))
      WHERE (m.key IS NULL AND r.referee_id IS NULL) OR (m.key IS NOT NULL AND e.id IS NULL AND w.id IS NULL)
        OR (m.key IS NOT NULL AND e.id IS NOT NULL AND (e.units <> m.units OR e.account_id <> m.user_id)) LIMIT 1`,
  },
  {
    rule: "every grant that waited has its entry if it was approved, and only then",
    sql: `SELECT w.account_id, w.key AS detail FROM pending_grant w LEFT JOIN ledger_entry e ON e.key = w.key
      WHERE (w.state = 'granted') <> (e.id IS NOT NULL) OR e.units <> w.units OR e.account_id <> w.account_id OR e.reason <> w.reason
      ORDER BY w.created_at LIMIT 1`,
  },
  {
    rule: "every adjustment that was made has its entry, and no other",
    sql: `SELECT coalesce(c.account_id, e.account_id) AS account_id, coalesce(c.id, e.key) AS detail
      FROM credit_adjustment c FULL JOIN (SELECT * FROM ledger_entry WHERE reason = 'adjustment' AND key LIKE 'adjustment:adj\\_%') e ON e.key = 'adjustment:' || c.id
      WHERE c.id IS NULL OR (c.state = 'done') <> (e.id IS NOT NULL) OR e.units <> c.units OR e.account_id <> c.account_id LIMIT 1`,
  },
  {
    rule: "an account's open disputes are counted",
    sql: `SELECT a.user_id AS account_id, a.open_disputes || ' counted' AS detail FROM credit_account a
      LEFT JOIN LATERAL (SELECT count(*) AS disputes FROM credit_order o JOIN payment p ON p.order_id = o.id
        JOIN payment_dispute d ON d.payment_id = p.id WHERE o.user_id = a.user_id AND d.state = 'open') d ON true
      WHERE a.open_disputes <> d.disputes ORDER BY a.user_id LIMIT 1`,
  },
];
