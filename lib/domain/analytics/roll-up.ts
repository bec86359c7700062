import type { World } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { COUNT_DAYS } from "./count-days";

/** Whole days after its end on which a day is final: activation looks 48 hours ahead, and a day to spare. */
export const FINAL_AFTER_DAYS = 4;
const DAYS_AT_A_TIME = 31;

type Due = { from: string | null; to: string | null };

/** The days that are final and not rolled up, a month of them at most. */
const DUE = `SELECT f.day::text AS from, least(f.day + ${DAYS_AT_A_TIME - 1}, f.last)::text AS to FROM (
    SELECT coalesce((SELECT max(day) + 1 FROM analytics_day WHERE metric = 'rolled'),
      (SELECT (least((SELECT min(created_at) FROM "user"), (SELECT min(created_at) FROM ledger_entry)) AT TIME ZONE 'Asia/Kolkata')::date)) AS day,
      (now() AT TIME ZONE 'Asia/Kolkata')::date - ${FINAL_AFTER_DAYS} AS last) f WHERE f.day <= f.last`;

/**
 * Keeps the figures of days that are final, each once; a day's row `rolled` says that it is there, events or none. Any number of workers: they take turns,
 * and what is rolled up is never counted again. Returns how many days were added.
 */
export async function rollUp(world: World): Promise<number> {
  let days = 0;
  for (;;) {
    const added = await inTransaction(world, async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('analytics', 0))`;
      const [due] = await tx.$queryRawUnsafe<Due[]>(DUE);
      if (!due?.from || !due.to) return 0;
      await tx.$executeRawUnsafe(
        `INSERT INTO analytics_day (day, metric, label, value) ${COUNT_DAYS}`,
        due.from,
        due.to,
      );
      return tx.$executeRaw`INSERT INTO analytics_day (day, metric, value)
        SELECT day, 'rolled', 1 FROM generate_series(${due.from}::date, ${due.to}::date, interval '1 day') day`;
    });
    if (added === 0) return days;
    days += added;
  }
}
