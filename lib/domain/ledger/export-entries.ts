import { csvLine } from "@/lib/core/csv";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { Reason } from "./contract";
import { ENTRY_COLUMNS, type EntryRow, toEntryView } from "./reads";

const BATCH = 500;

/** Every entry of the account (of one reason, if given) as CSV, newest first, read in batches so that memory stays flat. */
export async function* exportEntries(ctx: Ctx<UserActor>, reason?: Reason): AsyncGenerator<string> {
  yield csvLine(["time", "description", "credits", "balance after", "reason", "reference", "entry"]);
  for (let before: number | null = null; ; ) {
    const found: EntryRow[] = (
      await ctx.pool.query<EntryRow>(
        `SELECT ${ENTRY_COLUMNS} WHERE e.account_id = $1 AND ($2::bigint IS NULL OR e.seq < $2)
          AND ($3::text IS NULL OR e.reason = $3) ORDER BY e.seq DESC LIMIT $4`,
        [ctx.actor.userId, before, reason ?? null, BATCH],
      )
    ).rows;
    for (const view of found.map(toEntryView)) {
      yield csvLine([
        view.createdAt,
        view.description,
        view.credits,
        view.balanceAfter,
        view.reason,
        view.reference,
        view.id,
      ]);
    }
    const last = found.at(-1);
    if (found.length < BATCH || !last) return;
    before = last.seq;
  }
}
