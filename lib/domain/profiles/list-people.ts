import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import { PERSON_COLUMNS, type PersonRow, toPerson } from "@/lib/domain/people/person";
import type { FollowedPersonView } from "./contract";
import { findPerson } from "./find-person";
import { readProfile } from "./reads";

type Row = PersonRow & { id: string; at: string; following: boolean; isYou: boolean };

/** Whom each list names, and by whom it is looked up. */
const LISTS = {
  followers: { named: "follower_id", by: "followee_id" },
  following: { named: "followee_id", by: "follower_id" },
} as const;

/**
 * Who follows somebody, or whom they follow, the latest first; suspended people and those with a block between them and the viewer are left out. Throws
 * `not_found` like the profile itself.
 */
export async function listPeople(
  ctx: Ctx<Nobody | UserActor>,
  list: keyof typeof LISTS,
  handle: string,
  { cursor, limit = DEFAULT_LIMIT }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<FollowedPersonView>> {
  await readProfile(ctx, handle);
  const { id } = await findPerson(ctx, handle);
  const viewer = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  const [at, after] = cursor ? decodeInstantCursor(cursor) : [null, null];
  const { named, by } = LISTS[list];
  const { rows } = await ctx.pool.query<Row>({
    name: `list-${list}${cursor ? "-on" : ""}`,
    text: `SELECT ${PERSON_COLUMNS}, u.id, f.created_at::text AS at, u.id = $2 IS TRUE AS "isYou",
        EXISTS (SELECT FROM follow own WHERE own.follower_id = $2 AND own.followee_id = u.id) AS following
      FROM follow f JOIN "user" u ON u.id = f.${named} AND u.status = 'active'
      WHERE f.${by} = $1 AND NOT coalesce(are_blocked(u.id, $2), false) ${cursor ? `AND f.created_at <= $4 AND (f.created_at < $4 OR f.${named} > $5)` : ""}
      ORDER BY f.created_at DESC, f.${named} LIMIT $3`,
    values: [id, viewer, limit + 1, ...(cursor ? [at, after] : [])],
  });
  return toPage(
    rows,
    limit,
    (row) => [row.at, row.id],
    (row) => ({ ...toPerson(row), following: row.following, isYou: row.isYou }),
  );
}
