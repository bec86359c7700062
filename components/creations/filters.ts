import type { Route } from "next";
import type { QueryInputOf, QueryOf } from "@/lib/core/endpoint";
import type { creationsEndpoint } from "@/lib/domain/creations/contract";
import { TIER_KEYS, type Tier } from "@/lib/domain/generation/tiers";

export const WHEN_KEYS = ["today", "week", "month"] as const;
export type When = (typeof WHEN_KEYS)[number];
export const WHEN_NAMES: Record<When, string> = { today: "Today", week: "Last 7 days", month: "This month" };

/** What the address asks for. Either `when` or days, never both; the bin has no favourites and no collections. */
export type Filters = {
  q?: string;
  tier?: Tier;
  when?: When;
  /** First and last Indian day, `2026-11-23`. */
  from?: string;
  to?: string;
  favourite?: true;
  collectionId?: string;
  bin?: true;
};

export const GRID = "/studio/my-creations";
const MAX_QUERY_LENGTH = 200;
const IST_OFFSET_MS = 5.5 * 3_600_000;
const DAY_MS = 86_400_000;

/** The Indian calendar day of an instant as a count of days; India has had one offset since 1945. */
export const indianDayNumber = (atMs: number) => Math.floor((atMs + IST_OFFSET_MS) / DAY_MS);
const dayText = (dayNumber: number) => new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
export const indianToday = (nowMs: number) => dayText(indianDayNumber(nowMs));

type SearchParams = Record<string, string | string[] | undefined>;

/** Reads an address; what it does not know is left out. */
export function readFilters(params: SearchParams): Filters {
  const text = (name: string) => {
    const value = params[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const day = (name: string) => {
    const value = text(name);
    return value && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  };
  const when = WHEN_KEYS.find((key) => key === text("when"));
  const isBin = text("bin") === "true";
  return compact({
    q: text("q")?.trim().slice(0, MAX_QUERY_LENGTH) || undefined,
    tier: TIER_KEYS.find((key) => key === text("tier")),
    when,
    from: when ? undefined : day("from"),
    to: when ? undefined : day("to"),
    favourite: !isBin && text("favourite") === "true" ? true : undefined,
    collectionId: isBin ? undefined : text("collection")?.slice(0, 60),
    bin: isBin || undefined,
  });
}

function compact(filters: { [Name in keyof Filters]: Filters[Name] | undefined }): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

/** The address with other filters; `undefined` takes one away. */
export function filtersUrl(
  filters: Filters,
  change: { [Name in keyof Filters]?: Filters[Name] | undefined } = {},
): Route {
  const { collectionId, ...rest } = compact({ ...filters, ...change });
  const params = new URLSearchParams(
    Object.entries({ ...rest, collection: collectionId }).flatMap(([name, value]) =>
      value ? [[name, String(value)]] : [],
    ),
  );
  return (params.size > 0 ? `${GRID}?${params}` : GRID) as Route;
}

/** Whether more than a place (all, favourites, a collection, the bin) is asked for. */
export const isNarrowed = ({ q, tier, when, from, to }: Filters) => Boolean(q ?? tier ?? when ?? from ?? to);

function daysOf({ when, from, to }: Filters, nowMs: number): { from?: string; to?: string } {
  const today = indianDayNumber(nowMs);
  if (when === "today") return { from: dayText(today) };
  if (when === "week") return { from: dayText(today - 6) };
  if (when === "month") return { from: `${dayText(today).slice(0, 7)}-01` };
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** The filters as the API's reads take them. */
export function queryOf(filters: Filters, nowMs: number): QueryOf<typeof creationsEndpoint> {
  const { q, tier, favourite, collectionId, bin } = filters;
  return {
    ...(q ? { q } : {}),
    ...(tier ? { tier } : {}),
    ...(favourite ? { favourite } : {}),
    ...(collectionId ? { collectionId } : {}),
    ...(bin ? { deleted: bin } : {}),
    ...daysOf(filters, nowMs),
  };
}

/** The same as the browser sends it. */
export function queryInputOf(filters: Filters, nowMs: number): QueryInputOf<typeof creationsEndpoint> {
  const { favourite, deleted, ...rest } = queryOf(filters, nowMs);
  return { ...rest, ...(favourite ? { favourite: "true" } : {}), ...(deleted ? { deleted: "true" } : {}) };
}
