import { AppError, invalid, notFound } from "@/lib/core/errors";
import { databaseNow } from "@/lib/db/clock";
import type { Tx } from "@/lib/db/prisma";

type Copy = {
  /** The version to copy; the one in force where none is given. */
  from?: number;
  /** Columns of the record that differ in the copy. */
  set: Record<string, unknown>;
  /** When the copy comes into force; at once without. */
  effectiveAt?: string;
  createdById: string;
  note: string;
};

/**
 * A new version of the settings: a copy of an earlier one, but for what is set. One at a time, and one upcoming at most, because a copy made meanwhile
 * would silently undo it. Returns the new version's number. Throws `conflict`, `not_found`, `validation_failed` on `effectiveAt`.
 */
export async function copyVersion(tx: Tx, { from, set, effectiveAt, createdById, note }: Copy): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('settings', 0))`;
  const [upcoming] = await tx.$queryRaw<
    { version: number }[]
  >`SELECT version FROM settings WHERE effective_at > clock_timestamp() LIMIT 1`;
  if (upcoming)
    throw new AppError(
      "conflict",
      `Version ${upcoming.version} is waiting to come into force. Withdraw it first, or wait for it.`,
    );
  if (effectiveAt && new Date(effectiveAt).getTime() < (await databaseNow(tx)).getTime() - 60_000)
    throw invalid("effectiveAt", "What is past can't be changed. Leave the moment out to change it now.");
  const changed = JSON.stringify({ ...set, created_by_id: createdById, note });
  const [made] = await tx.$queryRaw<{ version: number }[]>`
    INSERT INTO settings SELECT (jsonb_populate_record(s, ${changed}::jsonb || jsonb_build_object('version', nextval(pg_get_serial_sequence('settings', 'version')),
        'created_at', clock_timestamp(), 'effective_at', greatest(${effectiveAt ?? null}::timestamptz, clock_timestamp())))).*
      FROM settings s WHERE s.version = coalesce(${from ?? null}::int, (SELECT f.version FROM settings f WHERE f.effective_at <= clock_timestamp()
        ORDER BY f.effective_at DESC, f.version DESC LIMIT 1)) RETURNING version`;
  if (!made) throw notFound("This version");
  return made.version;
}
