import { formatCredits, unitsToCredits } from "@/lib/core/credits";
import type { BodyOf } from "@/lib/core/endpoint";
import { BASE_PRICE_PAISE_PER_CREDIT, formatPaise } from "@/lib/core/money";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { toColumns } from "./change-settings";
import {
  type EffectView,
  type previewSettingsEndpoint,
  SETTINGS,
  type SettingChanges,
  type SettingName,
} from "./contract";
import { type CreditPackage, readSettings } from "./reads";
import { inWords } from "./versions";

type Input = BodyOf<typeof previewSettingsEndpoint>;

/** What the last 30 days say, all counted in one look. */
type Counts = {
  standard: number;
  premium2k: number;
  premium4k: number;
  welcome: number;
  reuse: number;
  invitations: number;
  live: number;
};

const SINCE = "now() - interval '30 days'";
const SQL = `SELECT
    (SELECT count(*)::int FROM generation WHERE tier = 'standard' AND state = 'succeeded' AND finished_at > ${SINCE}) AS standard,
    (SELECT count(*)::int FROM generation WHERE tier = 'premium2k' AND state = 'succeeded' AND finished_at > ${SINCE}) AS premium2k,
    (SELECT count(*)::int FROM generation WHERE tier = 'premium4k' AND state = 'succeeded' AND finished_at > ${SINCE}) AS premium4k,
    (SELECT count(*)::int FROM ledger_entry WHERE reason = 'welcome' AND created_at > ${SINCE}) AS welcome,
    (SELECT count(*)::int FROM ledger_entry WHERE reason = 'reuse_reward' AND created_at > ${SINCE}) AS reuse,
    (SELECT count(*)::int FROM referral WHERE reward_state = 'paid' AND paid_at > ${SINCE}) AS invitations,
    (SELECT count(*)::int FROM post WHERE status = 'live' AND deleted_at IS NULL) AS live`;

const all = (units: number) => formatCredits(unitsToCredits(units));

/** How many accounts hold enough for at least one Standard picture at a price. */
async function ableTo(ctx: Ctx<AdminActor>, priceUnits: number): Promise<{ accounts: number; pictures: number }> {
  const { rows } = await ctx.pool.query<{ accounts: number; pictures: number }>(
    "SELECT count(*)::int AS accounts, coalesce(sum(balance_units / $1::int), 0)::int AS pictures FROM credit_account WHERE balance_units >= $1",
    [priceUnits],
  );
  return rows[0] ?? { accounts: 0, pictures: 0 };
}

async function hiddenBy(ctx: Ctx<AdminActor>, reports: number): Promise<number> {
  const { rows } = await ctx.pool.query<{ posts: number }>(
    `SELECT count(*)::int AS posts FROM (SELECT r.post_id FROM report r JOIN post p ON p.id = r.post_id AND p.status = 'live' AND p.deleted_at IS NULL
      WHERE r.state = 'open' GROUP BY r.post_id HAVING count(*) >= $1) many`,
    [reports],
  );
  return rows[0]?.posts ?? 0;
}

const saving = ({ credits, pricePaise }: CreditPackage) =>
  Math.max(
    0,
    Math.round((100 * (credits * BASE_PRICE_PAISE_PER_CREDIT - pricePaise)) / (credits * BASE_PRICE_PAISE_PER_CREDIT)),
  );
const offer = (one: CreditPackage | undefined) =>
  one?.isActive ? `${one.credits} credits for ${formatPaise(one.pricePaise)}, ${saving(one)} % saved` : "not sold";

function packageEffects(before: readonly CreditPackage[], after: readonly CreditPackage[] | undefined): EffectView[] {
  if (!after) return [];
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids
    .map((id) => ({
      what: `Package ${id}`,
      before: offer(before.find((one) => one.id === id)),
      after: offer(after.find((one) => one.id === id)),
    }))
    .filter((effect) => effect.before !== effect.after);
}

const PER_PIECE: Partial<Record<SettingName, { of: keyof Counts; what: (count: number) => string }>> = {
  standardUnits: { of: "standard", what: (count) => `${count} Standard pictures of the last 30 days` },
  premium2kUnits: { of: "premium2k", what: (count) => `${count} Premium 2K pictures of the last 30 days` },
  premium4kUnits: { of: "premium4k", what: (count) => `${count} Premium 4K pictures of the last 30 days` },
  welcomeUnits: { of: "welcome", what: (count) => `${count} welcome grants of the last 30 days` },
  reuseRewardUnits: { of: "reuse", what: (count) => `${count} remix rewards of the last 30 days` },
  referrerUnits: { of: "invitations", what: (count) => `${count} invitations paid in the last 30 days` },
};

/** What changes would mean: each in words, and counted from the last 30 days where it can be. Changes nothing. */
export async function previewSettings(ctx: Ctx<AdminActor>, input: Input): Promise<{ effects: EffectView[] }> {
  const changes = input.changes as SettingChanges;
  const [{ packages }, { rows }, row] = await Promise.all([
    readSettings(ctx),
    ctx.pool.query<Counts>(SQL),
    ctx.pool.query<Record<string, number>>("SELECT * FROM settings_in_force()"),
  ]);
  const counts = rows[0]!;
  const columns = toColumns(changes);
  const effects: EffectView[] = [];
  for (const name of Object.keys(changes) as SettingName[]) {
    const [[column, after] = ["", 0]] = Object.entries(toColumns({ [name]: changes[name] }));
    const before = row.rows[0]?.[column] ?? 0;
    if (before === after) continue;
    effects.push({ what: SETTINGS[name].label, before: inWords(name, before), after: inWords(name, after) });
    const piece = PER_PIECE[name];
    const count = piece ? (counts[piece.of] as number) : 0;
    if (piece) effects.push({ what: piece.what(count), before: all(count * before), after: all(count * after) });
  }
  const price = columns.standard_units;
  const priceNow = row.rows[0]?.standard_units ?? 0;
  if (price !== undefined && price !== priceNow) {
    const [now, then] = await Promise.all([ableTo(ctx, priceNow), ableTo(ctx, price)]);
    effects.push({
      what: "People who hold enough for a Standard picture",
      before: String(now.accounts),
      after: String(then.accounts),
    });
    effects.push({
      what: "Standard pictures that their credits are good for",
      before: String(now.pictures),
      after: String(then.pictures),
    });
  }
  const reports = columns.report_hide_threshold;
  if (reports !== undefined)
    effects.push({
      what: `Of ${counts.live} live posts, those with that many open reports`,
      before: String(await hiddenBy(ctx, row.rows[0]?.report_hide_threshold ?? 0)),
      after: String(await hiddenBy(ctx, reports)),
    });
  return { effects: [...effects, ...packageEffects(packages, input.packages)] };
}
