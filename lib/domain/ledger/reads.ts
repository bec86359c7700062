import { unitsToCredits } from "@/lib/core/credits";
import type { QueryOf } from "@/lib/core/endpoint";
import { DEFAULT_LIMIT, decodeNumberCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { TIERS, type Tier } from "@/lib/domain/generation/tiers";
import type { BalanceView, EntryView, ledgerEndpoint, Reason } from "./contract";

/** Balance, and what this calendar month (IST) used and gave back, in credits. */
export async function readBalance(ctx: Ctx<UserActor>): Promise<BalanceView> {
  const { rows } = await ctx.pool.query<{ balance: number; used: number; refunded: number }>({
    name: "read-balance",
    text: `SELECT a.balance_units AS balance,
        coalesce(-sum(e.units) FILTER (WHERE e.reason = 'generation'), 0)::int AS used,
        coalesce(sum(e.units) FILTER (WHERE e.reason = 'generation_refund'), 0)::int AS refunded
      FROM credit_account a LEFT JOIN ledger_entry e ON e.account_id = a.user_id
        AND e.created_at >= date_trunc('month', now() AT TIME ZONE 'Asia/Kolkata') AT TIME ZONE 'Asia/Kolkata'
      WHERE a.user_id = $1 GROUP BY a.balance_units`,
    values: [ctx.actor.userId],
  });
  const row = rows[0] ?? { balance: 0, used: 0, refunded: 0 };
  return {
    credits: unitsToCredits(row.balance),
    monthlyUsed: unitsToCredits(row.used),
    monthlyRefunded: unitsToCredits(row.refunded),
  };
}

export type EntryRow = {
  id: string;
  seq: number;
  units: number;
  balance_after_units: number;
  reason: Reason;
  reference: string;
  created_at: Date;
  tier: Tier | null;
  failure_message: string | null;
  state: string | null;
  adjusted_for: string | null;
};

/** Entries with what their generation can say about them. */
export const ENTRY_COLUMNS = `e.id, e.seq, e.units, e.balance_after_units, e.reason, e.reference, e.created_at, g.tier, g.failure_message, g.state, c.reason AS adjusted_for
  FROM ledger_entry e LEFT JOIN generation g ON g.id = e.reference AND e.reason IN ('generation', 'generation_refund')
    LEFT JOIN credit_adjustment c ON c.id = e.reference AND e.reason = 'adjustment'`;

function describe(row: EntryRow): string {
  const picture = row.tier ? `${TIERS[row.tier].name} picture` : "Picture";
  switch (row.reason) {
    case "generation":
      return picture;
    case "generation_refund":
      return row.state === "cancelled"
        ? `Refund: ${picture}, cancelled`
        : `Refund: ${picture}. ${row.failure_message ?? ""}`.trim();
    case "welcome":
      return "Welcome credits";
    case "purchase":
      return "Credits bought";
    case "purchase_refund":
      return "Purchase refunded";
    case "reuse_reward":
      return "Remix reward";
    case "referral":
      return "Invitation reward";
    case "milestone":
      return "Milestone reward";
    case "adjustment":
      return row.adjusted_for ? `Correction by the studio. ${row.adjusted_for}` : "Correction by the studio";
  }
}

export function toEntryView(row: EntryRow): EntryView {
  return {
    id: row.id,
    credits: unitsToCredits(row.units),
    balanceAfter: unitsToCredits(row.balance_after_units),
    reason: row.reason,
    reference: row.reference,
    description: describe(row),
    createdAt: row.created_at.toISOString(),
  };
}

type EntriesQuery = Omit<QueryOf<typeof ledgerEndpoint>, "format">;

/** One page of the actor's entries, see `listEntriesOf`. */
export const listEntries = (ctx: Ctx<UserActor>, query: EntriesQuery): Promise<Page<EntryView>> =>
  listEntriesOf(ctx, ctx.actor.userId, query);

/** One page of an account's entries, newest first; the cursor is the entry's place in the account's chain. The caller has authorised. */
export async function listEntriesOf(
  ctx: Pick<Ctx, "pool">,
  accountId: string,
  query: EntriesQuery,
): Promise<Page<EntryView>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const before = query.cursor ? decodeNumberCursor(query.cursor) : null;
  const { rows } = await ctx.pool.query<EntryRow>(
    `SELECT ${ENTRY_COLUMNS} WHERE e.account_id = $1 AND ($2::bigint IS NULL OR e.seq < $2) AND ($3::text IS NULL OR e.reason = $3)
      ORDER BY e.seq DESC LIMIT $4`,
    [accountId, before, query.reason ?? null, limit + 1],
  );
  return toPage(rows, limit, (row) => [row.seq], toEntryView);
}

/** The entries under these keys, oldest first. */
export async function listEntriesAbout({ pool }: Pick<Ctx, "pool">, keys: string[]): Promise<EntryView[]> {
  const { rows } = await pool.query<EntryRow>(`SELECT ${ENTRY_COLUMNS} WHERE e.key = ANY($1) ORDER BY e.seq`, [keys]);
  return rows.map(toEntryView);
}
