import type { BodyOf } from "@/lib/core/endpoint";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { isUniqueViolation } from "@/lib/db/transaction";
import type { UserView, updateMeEndpoint } from "./contract";
import { isReservedHandle } from "./handles";
import { handleTaken } from "./register";
import { toUserView, USER_COLUMNS } from "./signed-in";

/** Changes one's own name or handle. Throws `conflict` on `handle`. */
export async function updateProfile(ctx: Ctx<UserActor>, input: BodyOf<typeof updateMeEndpoint>): Promise<UserView> {
  const { name, handle } = input;
  const own = await ctx.db.user.findUniqueOrThrow({ where: { id: ctx.actor.userId }, select: { handle: true } });
  if (handle && handle !== own.handle && isReservedHandle(handle)) throw handleTaken();
  try {
    const data = { ...(name ? { name } : {}), ...(handle ? { handle } : {}) };
    return toUserView(await ctx.db.user.update({ where: { id: ctx.actor.userId }, data, select: USER_COLUMNS }));
  } catch (error) {
    if (isUniqueViolation(error)) throw handleTaken();
    throw error;
  }
}
