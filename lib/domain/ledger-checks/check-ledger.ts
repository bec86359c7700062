import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { AdminActor, Ctx, World } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { verifyLedger } from "@/lib/domain/ledger/verify-ledger";
import { enqueue } from "@/lib/jobs/enqueue";
import type { CheckView } from "./contract";

/** Has the worker check the books. Throws `conflict` while a check waits or runs: the database knows one such row at most. */
export async function requestCheck(ctx: Ctx<AdminActor>): Promise<CheckView> {
  const id = newId("ledgerCheck");
  return inTransaction(ctx, async (tx) => {
    const [made] = await tx.$queryRaw<{ createdAt: Date }[]>`
      INSERT INTO ledger_check (id, requested_by_id) VALUES (${id}, ${ctx.actor.userId}) ON CONFLICT DO NOTHING RETURNING created_at AS "createdAt"`;
    if (!made) throw new AppError("conflict", "The books are being checked already.");
    await enqueue(tx, "check-ledger", { checkId: id });
    await recordAudit(tx, ctx, { action: "ledger.check", subject: id });
    return { id, state: "waiting", createdAt: made.createdAt.toISOString() };
  });
}

/** The nightly check, once between one three o'clock in India and the next, whichever worker comes first. Books younger than a day wait for the next night. */
export async function requestNightlyCheck(world: World): Promise<void> {
  await inTransaction(world, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('nightly ledger check'))`;
    const id = newId("ledgerCheck");
    const made = await tx.$executeRaw`
      INSERT INTO ledger_check (id) SELECT ${id}
        WHERE (SELECT e.created_at FROM ledger_entry e ORDER BY e.seq LIMIT 1) < now() - interval '1 day'
          AND NOT EXISTS (SELECT FROM ledger_check c WHERE c.requested_by_id IS NULL
            AND c.created_at >= (date_trunc('day', now() AT TIME ZONE 'Asia/Kolkata' - interval '3 hours') + interval '3 hours') AT TIME ZONE 'Asia/Kolkata')
      ON CONFLICT DO NOTHING`;
    if (made > 0) await enqueue(tx, "check-ledger", { checkId: id });
  });
}

const FIRST_LINE = /^.*/;

/** Task `check-ledger`: proves the books and writes down the outcome, also that it could not be done. A check that has an outcome keeps it. */
export async function checkLedger(world: World, { checkId: id }: { checkId: string }): Promise<void> {
  const begun = await world.db
    .$executeRaw`UPDATE ledger_check SET started_at = now() WHERE id = ${id} AND finished_at IS NULL`;
  if (begun === 0) return;
  try {
    const { accounts, entries, breach } = await verifyLedger(world.pool);
    if (breach) world.log.error("the books do not hold", { checkId: id, ...breach });
    await world.db.$executeRaw`
      UPDATE ledger_check SET finished_at = now(), accounts = ${accounts}, entries = ${entries},
        breach = ${breach ? JSON.stringify(breach) : null}::jsonb WHERE id = ${id} AND finished_at IS NULL`;
  } catch (error) {
    world.log.error("the books could not be checked", { checkId: id, error });
    const failure = FIRST_LINE.exec(String(error))?.[0] ?? "";
    await world.db.$executeRaw`
      UPDATE ledger_check SET finished_at = now(), failure = ${failure} WHERE id = ${id} AND finished_at IS NULL`;
  }
}
