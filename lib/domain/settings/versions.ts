import { formatCredits, unitsToCredits } from "@/lib/core/credits";
import { formatPaise } from "@/lib/core/money";
import type { World } from "@/lib/db/ctx";
import type { Settings } from "@/prisma/generated/client";
import {
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type SettingsView,
  type SettingValues,
  type VersionView,
} from "./contract";
import type { CreditPackage, TierRoute } from "./reads";

const SHOWN = 50;

/** A value as the page shows it: credits for units. */
export const shownValue = (name: SettingName, value: number) =>
  SETTINGS[name].unit === "credits" ? unitsToCredits(value) : value;

const WORDS = { count: "", percent: " %", hours: " hours", days: " days" } as const;
/** "1.5 credits", "24 hours", "60 %". */
export function inWords(name: SettingName, value: number): string {
  const { unit } = SETTINGS[name];
  return unit === "credits" ? formatCredits(unitsToCredits(value)) : `${value}${WORDS[unit]}`;
}

const packageWords = ({ credits, pricePaise, isPopular, isActive }: CreditPackage) =>
  `${credits} for ${formatPaise(pricePaise)}${isPopular ? ", popular" : ""}${isActive ? "" : ", not sold"}`;
const packagesIn = (row: Settings) => (row.packages as CreditPackage[]).map(packageWords).join("; ");
const modelWords = ({ model, costPaise, isActive }: TierRoute["models"][number]) =>
  `${model} at ${formatPaise(costPaise)}${isActive ? "" : " (off)"}`;
const routesIn = (row: Settings) =>
  Object.entries(row.routes as Record<string, TierRoute>)
    .map(
      ([tier, { models, maxCostPaise }]) =>
        `${tier}: ${models.map(modelWords).join(", then ")}, up to ${formatPaise(maxCostPaise)}`,
    )
    .join("; ");

/** What a version changed, in words. */
export function changesBetween(before: Settings, after: Settings): VersionView["changes"] {
  const values = SETTING_NAMES.filter((name) => before[name] !== after[name]).map((name) => ({
    what: SETTINGS[name].label,
    from: inWords(name, before[name]),
    to: inWords(name, after[name]),
  }));
  const lists = [
    { what: "Packages", from: packagesIn(before), to: packagesIn(after) },
    { what: "Models", from: routesIn(before), to: routesIn(after) },
  ].filter(({ from, to }) => from !== to);
  return [...values, ...lists];
}

type Made = Settings & { handle: string | undefined };

function toVersion(row: Made, before: Settings | undefined): VersionView {
  return {
    version: row.version,
    effectiveAt: row.effectiveAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    ...(row.handle ? { createdBy: row.handle } : {}),
    note: row.note,
    changes: before ? changesBetween(before, row) : [],
  };
}

/** The settings as the team sees them: values in force, what is to come, and the versions before, newest first. */
export async function readVersions(on: Pick<World, "db">): Promise<SettingsView> {
  const [rows, [{ now } = { now: new Date() }]] = await Promise.all([
    on.db.settings.findMany({ orderBy: [{ effectiveAt: "desc" }, { version: "desc" }], take: SHOWN + 1 }),
    on.db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`,
  ]);
  const people = await on.db.user.findMany({
    where: { id: { in: rows.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, handle: true },
  });
  const handleOf = new Map(people.map(({ id, handle }) => [id, handle]));
  const made: Made[] = rows.map((row) => ({ ...row, handle: handleOf.get(row.createdById ?? "") }));
  const views = made.map((row, at) => toVersion(row, made[at + 1]));
  const place = made.findIndex(({ effectiveAt }) => effectiveAt <= now);
  const row = made[place];
  const inForce = views[place];
  if (!row || !inForce) throw new Error("No settings are in force: the seed has not run.");
  const values = Object.fromEntries(SETTING_NAMES.map((name) => [name, shownValue(name, row[name])])) as SettingValues;
  const upcoming = place > 0 ? views[0] : undefined;
  return { values, inForce, ...(upcoming ? { upcoming } : {}), history: views.slice(place, SHOWN) };
}
