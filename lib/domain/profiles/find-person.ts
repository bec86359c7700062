import { notFound } from "@/lib/core/errors";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";

/** What a handle can be at all; nothing else is looked for. */
const HANDLE = /^\w{1,40}$/;

export type Person = { id: string; handle: string; isPrivate: boolean };

/**
 * Whom a handle means, a former one too. Throws `not_found` for nobody, for somebody who is suspended, and across a block.
 */
export async function findPerson(ctx: Ctx<Nobody | UserActor>, handle: string): Promise<Person> {
  if (!HANDLE.test(handle)) throw notFound("This person");
  const viewer = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  const { rows } = await ctx.pool.query<Person>({
    name: "find-person",
    text: `SELECT u.id, u.handle, u.is_private AS "isPrivate" FROM "user" u
      WHERE u.id = coalesce((SELECT o.id FROM "user" o WHERE o.handle = $1), (SELECT f.user_id FROM former_handle f WHERE f.handle = $1))
        AND u.status = 'active' AND NOT coalesce(are_blocked(u.id, $2), false)`,
    values: [handle.toLowerCase(), viewer],
  });
  if (!rows[0]) throw notFound("This person");
  return rows[0];
}

/** Throws `not_found` unless the handle is, or was, the actor's own. */
export async function requireOwnHandle(ctx: Ctx<UserActor>, handle: string): Promise<void> {
  const person = await findPerson(ctx, handle);
  if (person.id !== ctx.actor.userId) throw notFound("This person");
}
