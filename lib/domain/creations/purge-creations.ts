import type { Ctx, UserActor, World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { enqueueAll } from "@/lib/jobs/enqueue";
import { DAYS_IN_BIN } from "./contract";
import { deletePictureFiles } from "./picture-files";

const BATCH = 500;

/** Behind everything that somebody waits for. */
const enqueuePurges = (tx: Tx, ids: string[]) =>
  enqueueAll(
    tx,
    "purge-picture",
    ids.map((imageId) => ({ payload: { imageId }, jobKey: `purge:${imageId}` })),
    { priority: 10 },
  );

/** From the commit on these pictures of the bin are not found, and the worker deletes their files and rows. */
export async function startPurge(tx: Tx, ids: string[]): Promise<void> {
  await tx.$executeRaw`UPDATE image SET purge_started_at = now() WHERE id = ANY(${ids}) AND purge_started_at IS NULL`;
  await enqueuePurges(tx, ids);
}

/** Deletes everything in the actor's bin for ever. Resolves to how many pictures that were. */
export async function emptyBin(ctx: Ctx<UserActor>): Promise<{ count: number }> {
  const { userId } = ctx.actor;
  return inTransaction(ctx, async (tx) => {
    const started = await tx.$queryRaw<{ id: string }[]>`UPDATE image SET purge_started_at = now()
      WHERE user_id = ${userId} AND deleted_at IS NOT NULL AND purge_started_at IS NULL RETURNING id`;
    await enqueuePurges(
      tx,
      started.map(({ id }) => id),
    );
    return { count: started.length };
  });
}

async function purgeDueBatch(world: World): Promise<number> {
  return inTransaction(world, async (tx) => {
    // Who takes a picture back at this moment holds its row: it is skipped here, or taking it back finds it gone.
    const due = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM image WHERE deleted_at < now() - ${DAYS_IN_BIN}::int * interval '1 day' AND purge_started_at IS NULL
        ORDER BY deleted_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
    if (due.length > 0)
      await startPurge(
        tx,
        due.map(({ id }) => id),
      );
    return due.length;
  });
}

/** A purge whose task was lost (its tries used up while the store was away) is queued again. */
async function resumePurges(world: World): Promise<void> {
  await inTransaction(world, async (tx) => {
    const left = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM image i WHERE purge_started_at < now() - interval '1 hour' AND (evidence_until > now()) IS NOT TRUE
        AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'purge:' || i.id AND j.attempts < j.max_attempts)
        ORDER BY purge_started_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
    await enqueuePurges(
      tx,
      left.map(({ id }) => id),
    );
  });
}

/** Empties what has been in the bin for 30 days out of it, by the database's clock, and goes on with what was interrupted. Any number of workers. */
export async function purgeDue(world: World): Promise<void> {
  while ((await purgeDueBatch(world)) === BATCH);
  await resumePurges(world);
}

/**
 * Task `purge-picture`: the files, then in one transaction the row, and the generation remembers that it had a picture. Killed anywhere
 * between, it starts again and finds less to do.
 */
export async function purgePicture(world: World, { imageId }: { imageId: string }): Promise<void> {
  // What a moderator deleted is evidence for a while.
  const [image] = await world.db.$queryRaw<{ generationId: string }[]>`
    SELECT generation_id AS "generationId" FROM image WHERE id = ${imageId} AND purge_started_at IS NOT NULL AND (evidence_until > now()) IS NOT TRUE`;
  if (!image) return;
  world.failpoint("before-purge-files");
  await deletePictureFiles(world, imageId);
  world.failpoint("after-purge-files");
  await inTransaction(world, async (tx) => {
    await tx.$executeRaw`UPDATE generation SET picture_purged_at = now() WHERE id = ${image.generationId} AND picture_purged_at IS NULL`;
    await tx.image.deleteMany({ where: { id: imageId } });
  });
  world.failpoint("after-purge-row");
}
