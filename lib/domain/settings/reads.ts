import { unitsToCredits } from "@/lib/core/credits";
import type { World } from "@/lib/db/ctx";
import type { Tier } from "@/lib/domain/generation/tiers";

/** What is sold: prices in paise. */
export type CreditPackage = { id: string; credits: number; pricePaise: number; isPopular: boolean; isActive: boolean };
/** Who makes a tier's pictures, in the order of fail-over; a model that costs more than `maxCostPaise` a picture is passed over. */
export type TierRoute = { maxCostPaise: number; models: { model: string; costPaise: number; isActive: boolean }[] };

export type SettingsInForce = {
  version: number;
  priceUnits: Record<Tier, number>;
  welcomeUnits: number;
  dailyPromotionUnits: number;
  maxRunningPerUser: number;
  maxQueuedPerUser: number;
  packages: CreditPackage[];
  routes: Record<Tier, TierRoute>;
};

type Row = {
  version: number;
  standard_units: number;
  premium2k_units: number;
  premium4k_units: number;
  welcome_units: number;
  daily_promotion_units: number;
  max_running_per_user: number;
  max_queued_per_user: number;
  packages: CreditPackage[];
  routes: Record<Tier, TierRoute>;
};

/** The settings in force by the database's clock. */
export async function readSettings(on: Pick<World, "pool">): Promise<SettingsInForce> {
  const { rows } = await on.pool.query<Row>({ name: "settings-in-force", text: "SELECT * FROM settings_in_force()" });
  const row = rows[0];
  if (!row) throw new Error("No settings are in force: the seed has not run.");
  return {
    version: row.version,
    priceUnits: { standard: row.standard_units, premium2k: row.premium2k_units, premium4k: row.premium4k_units },
    welcomeUnits: row.welcome_units,
    dailyPromotionUnits: row.daily_promotion_units,
    maxRunningPerUser: row.max_running_per_user,
    maxQueuedPerUser: row.max_queued_per_user,
    packages: row.packages,
    routes: row.routes,
  };
}

/** Credits that one picture of each tier costs now. */
export async function readPrices(on: Pick<World, "pool">): Promise<Record<Tier, number>> {
  const { priceUnits } = await readSettings(on);
  return {
    standard: unitsToCredits(priceUnits.standard),
    premium2k: unitsToCredits(priceUnits.premium2k),
    premium4k: unitsToCredits(priceUnits.premium4k),
  };
}

/** The clocks that people are promised, hours, and how long evidence is kept, days. */
export type Clocks = {
  reportHours: number;
  urgentReportHours: number;
  heldHours: number;
  appealHours: number;
  ticketFirstHours: number;
  ticketHours: number;
  evidenceDays: number;
};

export async function readClocks(on: Pick<World, "pool">): Promise<Clocks> {
  const { rows } = await on.pool.query<Clocks>({
    name: "clocks-in-force",
    text: `SELECT report_hours AS "reportHours", urgent_report_hours AS "urgentReportHours", held_hours AS "heldHours", appeal_hours AS "appealHours",
        ticket_first_hours AS "ticketFirstHours", ticket_hours AS "ticketHours", evidence_days AS "evidenceDays" FROM settings_in_force()`,
  });
  if (!rows[0]) throw new Error("No settings are in force: the seed has not run.");
  return rows[0];
}

/** From which scores on a person looks at a picture first. */
export async function readPictureThresholds(on: Pick<World, "pool">) {
  const { rows } = await on.pool.query<{
    explicitPercent: number;
    explicitSumPercent: number;
    suggestivePercent: number;
  }>({
    name: "picture-thresholds",
    text: `SELECT explicit_percent AS "explicitPercent", explicit_sum_percent AS "explicitSumPercent", suggestive_percent AS "suggestivePercent"
      FROM settings_in_force()`,
  });
  if (!rows[0]) throw new Error("No settings are in force: the seed has not run.");
  return rows[0];
}
