import type { Ctx, UserActor } from "@/lib/db/ctx";
import { actOnCreations } from "@/lib/domain/creations/act-on-creations";

type Item = { id: string; imageId: string };

/** Puts a picture into a collection. Again: no change. Throws `not_found` unless both are the actor's. */
export async function collect(ctx: Ctx<UserActor>, { id, imageId }: Item): Promise<void> {
  await actOnCreations(ctx, { action: "collect", ids: [imageId], collectionId: id });
}

/** Takes a picture out of a collection. Again: no change. Throws `not_found` unless both are the actor's. */
export async function uncollect(ctx: Ctx<UserActor>, { id, imageId }: Item): Promise<void> {
  await actOnCreations(ctx, { action: "uncollect", ids: [imageId], collectionId: id });
}
