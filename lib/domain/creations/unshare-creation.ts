import type { Ctx, UserActor } from "@/lib/db/ctx";
import { readCreation } from "./reads";

/** Takes a picture's link back: it shows nothing from now on, and sharing again makes another. Again: no change. Throws `not_found`. */
export async function unshareCreation(ctx: Ctx<UserActor>, id: string): Promise<void> {
  await readCreation(ctx, id);
  await ctx.db.share.deleteMany({ where: { imageId: id, image: { userId: ctx.actor.userId } } });
}
