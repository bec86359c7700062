import type { QueryOf } from "@/lib/core/endpoint";
import { cleanLine } from "@/lib/core/text";
import type { creationsEndpoint } from "./contract";

export type CreationFilters = Omit<QueryOf<typeof creationsEndpoint>, "cursor" | "limit">;

const DAY_MS = 86_400_000;
/** Where an Indian calendar day begins; India has one time zone and no summer time. */
const startOfDay = (day: string, daysLater = 0) =>
  new Date(Math.max(0, Date.parse(`${day}T00:00:00+05:30`) + daysLater * DAY_MS));

/**
 * The conditions of a list as SQL on `image i`, with their values; `$1` is the owner. Only what is asked for is in the text, so that the planner
 * sees which partial index fits. `name` is the same for the same text.
 */
export function conditionsOf(userId: string, filters: CreationFilters) {
  const values: unknown[] = [userId];
  const place = (value: unknown) => `$${values.push(value)}`;
  const q = cleanLine(filters.q ?? "");
  const parts: [name: string, sql: string][] = [
    filters.deleted
      ? ["bin", "i.deleted_at IS NOT NULL AND i.purge_started_at IS NULL"]
      : ["kept", "i.deleted_at IS NULL"],
  ];
  if (filters.favourite !== undefined)
    parts.push(filters.favourite ? ["favourite", "i.is_favourite"] : ["other", "NOT i.is_favourite"]);
  if (filters.tier) parts.push(["tier", `i.tier = ${place(filters.tier)}`]);
  if (filters.collectionId)
    parts.push([
      "collection",
      `EXISTS (SELECT FROM collection_item c WHERE c.collection_id = ${place(filters.collectionId)} AND c.image_id = i.id)`,
    ]);
  if (filters.from) parts.push(["from", `i.created_at >= ${place(startOfDay(filters.from))}`]);
  if (filters.to) parts.push(["to", `i.created_at < ${place(startOfDay(filters.to, 1))}`]);
  if (q) parts.push(["q", `strpos(i.search_text, lower(${place(q)})) > 0`]);
  return {
    name: parts.map(([name]) => name).join("-"),
    where: ["i.user_id = $1", ...parts.map(([, sql]) => sql)].join(" AND "),
    values,
    place,
  };
}
