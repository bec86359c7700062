import { creditsToUnits } from "@/lib/core/credits";
import type { BodyOf } from "@/lib/core/endpoint";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import {
  type changePackagesEndpoint,
  type changeSettingsEndpoint,
  SETTING_NAMES,
  SETTINGS,
  type SettingChanges,
  type SettingName,
  type SettingsView,
} from "./contract";
import { copyVersion } from "./copy-version";
import { type CreditPackage, readSettings } from "./reads";
import { changesBetween, readVersions } from "./versions";

/** `maxRunningPerUser` -> `max_running_per_user`, as the database spells it. */
const COLUMNS: Partial<Record<SettingName, string>> = {
  premium2kUnits: "premium2k_units",
  premium4kUnits: "premium4k_units",
};
const columnOf = (name: SettingName) =>
  COLUMNS[name] ?? name.replace(/([A-Z])|(?<=[a-z])(\d+)/g, (found) => `_${found.toLowerCase()}`);

/** Columns with the values kept: units for credits. */
export function toColumns(changes: SettingChanges): Record<string, number> {
  const given = SETTING_NAMES.flatMap((name) => {
    const value = changes[name];
    if (value === undefined) return [];
    return [[columnOf(name), SETTINGS[name].unit === "credits" ? creditsToUnits(value) : value] as const];
  });
  return Object.fromEntries(given) as Record<string, number>;
}

export type Write = {
  from?: number;
  set: Record<string, unknown>;
  effectiveAt?: string | undefined;
  note: string;
  action: `settings.${string}`;
};

/** Writes a version and its audit in one transaction. Throws `conflict` where nothing would change or another version waits. */
export async function writeVersion(
  ctx: Ctx<AdminActor>,
  { from, set, effectiveAt, note, action }: Write,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [before] = await tx.$queryRaw<{ version: number }[]>`SELECT version FROM settings_in_force()`;
    const version = await copyVersion(tx, {
      ...{ set, note, createdById: ctx.actor.userId },
      ...(from === undefined ? {} : { from }),
      ...(effectiveAt ? { effectiveAt } : {}),
    });
    const [old, made] = await Promise.all([
      tx.settings.findUniqueOrThrow({ where: { version: before!.version } }),
      tx.settings.findUniqueOrThrow({ where: { version } }),
    ]);
    const changes = changesBetween(old, made);
    if (changes.length === 0) throw new AppError("conflict", "Nothing would change.");
    await recordAudit(tx, ctx, {
      action,
      subject: `settings ${version}`,
      reason: note,
      details: { version, effectiveAt: made.effectiveAt, changes },
    });
  });
}

/** A new version with some values changed, now or from a moment on. Throws `conflict` where nothing would change or another version waits, `validation_failed`. */
export async function changeSettings(
  ctx: Ctx<AdminActor>,
  input: BodyOf<typeof changeSettingsEndpoint>,
): Promise<SettingsView> {
  const set = toColumns(input.changes as SettingChanges);
  if (Object.keys(set).length === 0) throw invalid("changes", "Name at least one value to change.");
  await writeVersion(ctx, { set, effectiveAt: input.effectiveAt, note: input.note, action: "settings.change" });
  return readVersions(ctx);
}

/** New packages in a version of their own. Throws like `changeSettings`. */
export async function changePackages(
  ctx: Ctx<AdminActor>,
  input: BodyOf<typeof changePackagesEndpoint>,
): Promise<{ items: CreditPackage[] }> {
  await writeVersion(ctx, {
    set: { packages: input.packages },
    effectiveAt: input.effectiveAt,
    note: input.note,
    action: "settings.packages",
  });
  return { items: (await readSettings(ctx)).packages };
}

const versionOf = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw notFound("This version");
  return Number(text);
};

/** The values of an earlier version once more, from now on. Throws `not_found`, `conflict`. */
export async function repeatSettings(ctx: Ctx<AdminActor>, version: string): Promise<SettingsView> {
  const from = versionOf(version);
  await writeVersion(ctx, { from, set: {}, note: `As in version ${from}.`, action: "settings.repeat" });
  return readVersions(ctx);
}

/** Withdraws a version before it comes into force. Throws `not_found`, and `conflict` once it is in force. */
export async function withdrawSettings(ctx: Ctx<AdminActor>, version: string): Promise<void> {
  const number = versionOf(version);
  await inTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('settings', 0))`;
    const found = await tx.settings.findUnique({ where: { version: number } });
    if (!found) throw notFound("This version");
    const gone = await tx.$executeRaw`DELETE FROM settings WHERE version = ${number} AND effective_at > now()`;
    if (gone === 0)
      throw new AppError(
        "conflict",
        "This version is or was in force. Change the values, or make an earlier version again.",
      );
    const { effectiveAt, note } = found;
    await recordAudit(tx, ctx, {
      action: "settings.withdraw",
      subject: `settings ${number}`,
      details: { version: number, effectiveAt, note },
    });
  });
}
