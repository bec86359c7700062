import type { Ctx, UserActor } from "@/lib/db/ctx";
import { isUniqueViolation } from "@/lib/db/transaction";
import type { ProfileChanges, UserView } from "./contract";
import { requireFitWords } from "./fit-words";
import { isReservedHandle } from "./handles";
import { handleTaken } from "./register";
import { toUserView, USER_COLUMNS } from "./signed-in";

/**
 * Changes what the actor says about themselves. A handle that is given up goes on leading to them. Throws `conflict` on `handle`, and
 * `content_policy_violation` or `validation_failed` on the field whose words can't stand.
 */
export async function updateProfile(ctx: Ctx<UserActor>, input: ProfileChanges): Promise<UserView> {
  const { handle } = input;
  requireFitWords(input);
  const own = await ctx.db.user.findUniqueOrThrow({ where: { id: ctx.actor.userId }, select: { handle: true } });
  if (handle && handle !== own.handle && isReservedHandle(handle)) throw handleTaken();
  try {
    // Named one by one: nothing else of an account may ever be changed here.
    const { name, bio, commentsFrom, isPrivate } = input;
    const changes = Object.entries({ name, handle, bio, commentsFrom, isPrivate }).filter(([, to]) => to !== undefined);
    const data = Object.fromEntries(changes);
    return toUserView(await ctx.db.user.update({ where: { id: ctx.actor.userId }, data, select: USER_COLUMNS }));
  } catch (error) {
    if (isUniqueViolation(error)) throw handleTaken();
    throw error;
  }
}
