import { notFound } from "@/lib/core/errors";
import { type Id, newId } from "@/lib/core/ids";
import type { Ctx, Nobody, UserActor, World } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { findFile } from "@/lib/domain/creations/find-file";
import type { PublicFile } from "@/lib/domain/creations/shares";
import { avatarUrl } from "@/lib/domain/people/person";
import { enqueue } from "@/lib/jobs/enqueue";
import { encodeAvatar } from "./encode-avatar";

/** Bytes of an upload. */
export const MAX_AVATAR_BYTES = 5 * 1024 * 1024;
/** Longer than any upload takes: a file whose upload died is gone by then. */
const LOST_AFTER_MS = 600_000;

export const avatarKey = (avatarId: string) => `avatars/${avatarId}.webp`;

async function wear(ctx: Ctx<UserActor>, avatarId: Id<"avatar"> | null): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [own] = await tx.$queryRaw<{ avatarId: string | null }[]>`
      SELECT avatar_id AS "avatarId" FROM "user" WHERE id = ${ctx.actor.userId} FOR UPDATE`;
    await tx.user.update({ where: { id: ctx.actor.userId }, data: { avatarId } });
    if (own?.avatarId)
      await enqueue(tx, "delete-avatar", { avatarId: own.avatarId }, { jobKey: `avatar:${own.avatarId}` });
  });
}

/** Makes a picture the actor's avatar; its address is new each time. Throws `validation_failed` on `file`. */
export async function setAvatar(ctx: Ctx<UserActor>, file: Buffer): Promise<{ avatarUrl: string }> {
  const encoded = await encodeAvatar(file);
  const avatarId = newId("avatar");
  // Queued before there is a file, so that a process which dies from here on leaves none behind.
  await enqueue(ctx.db, "delete-avatar", { avatarId }, { jobKey: `avatar:${avatarId}`, delayMs: LOST_AFTER_MS });
  ctx.failpoint("before-avatar-file");
  await ctx.ports.media.put(avatarKey(avatarId), encoded, "image/webp");
  ctx.failpoint("after-avatar-file");
  await wear(ctx, avatarId);
  return { avatarUrl: avatarUrl(avatarId) };
}

/** Goes back to the first letter of the name; again changes nothing. */
export async function removeAvatar(ctx: Ctx<UserActor>): Promise<void> {
  await wear(ctx, null);
}

/** Task `delete-avatar`: deletes the file of an avatar that nobody wears. */
export async function deleteAvatar(world: World, { avatarId }: { avatarId: string }): Promise<void> {
  if ((await world.db.user.count({ where: { avatarId } })) > 0) return;
  await world.ports.media.delete(avatarKey(avatarId));
}

/** The avatar under this id, for as long as somebody wears it who is not suspended; throws `not_found`. */
export async function openAvatar(
  ctx: Ctx<Nobody | UserActor>,
  { id, variant }: { id: string; variant: string },
): Promise<PublicFile> {
  const isWorn = variant === "avatar" && (await ctx.db.user.count({ where: { avatarId: id, status: "active" } })) > 0;
  if (!isWorn) throw notFound("This picture");
  const open = async () => {
    const file = await findFile(ctx, avatarKey(id));
    if (!file) throw notFound("This picture");
    return file;
  };
  return { open, etag: `"${id}"` };
}
