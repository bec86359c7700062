import { creditsToUnits } from "@/lib/core/credits";
import type { BodyOf } from "@/lib/core/endpoint";
import { invalid, notFound } from "@/lib/core/errors";
import { isId, newId } from "@/lib/core/ids";
import { databaseNow } from "@/lib/db/clock";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { answerOnce, replay, routeHash, type StoredOutcome } from "@/lib/db/idempotency";
import type { Tx } from "@/lib/db/prisma";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { type AdjustmentView, adjustEndpoint } from "./contract";
import { postAdjustment } from "./post-adjustment";
import { readAdjustment } from "./reads";
import { hasSecondAdmin } from "./second-admin";

type Wish = { userId: string; units: number; reason: string };

async function adjust(tx: Tx, ctx: Ctx<AdminActor>, wish: Wish): Promise<StoredOutcome<AdjustmentView>> {
  const { userId, units, reason } = wish;
  const [account] = await tx.$queryRaw<{ limit: number }[]>`
    SELECT s.adjustment_review_units AS limit FROM credit_account a, settings_in_force() s WHERE a.user_id = ${userId}`;
  if (!account) throw notFound("This person");
  const isLarge = Math.abs(units) > account.limit;
  const isAccompanied = await hasSecondAdmin(tx, ctx.actor.userId);
  const waits = isLarge && isAccompanied;
  const id = newId("adjustment");
  if (!waits) {
    const refusal = await postAdjustment(tx, { id, accountId: userId, units });
    if (refusal) return refusal;
  }
  await tx.creditAdjustment.create({
    data: {
      ...{ id, accountId: userId, units, reason, requestedById: ctx.actor.userId },
      ...(waits ? { state: "waiting" } : { state: "done", decidedAt: await databaseNow(tx) }),
    },
  });
  const secondAdmin = waits ? "has to agree" : isLarge ? "there is none" : "not needed";
  const details = { adjustmentId: id, units, state: waits ? "waiting" : "done", secondAdmin };
  await recordAudit(tx, ctx, { action: "adjustment.create", subject: userId, reason, details });
  return { ok: await readAdjustment(tx, id) };
}

/**
 * Gives or takes credits by hand, once per key: booked at once, or waiting for a second admin where it is large and there is one. Never below zero.
 * Throws `not_found`, `conflict` (the balance is smaller; stored), `validation_failed` on `credits`, `idempotency_conflict`.
 */
export async function adjustCredits(
  ctx: Ctx<AdminActor>,
  params: { id: string },
  { credits, reason }: BodyOf<typeof adjustEndpoint>,
  idempotencyKey: string,
): Promise<AdjustmentView> {
  if (!isId("user", params.id)) throw notFound("This person");
  const units = creditsToUnits(credits);
  if (!units) throw invalid("credits", "Give an amount other than 0, with two decimals at most.");
  const route = `${adjustEndpoint.method} ${adjustEndpoint.path}`;
  const scope = { accountId: ctx.actor.userId, route, key: idempotencyKey };
  const wish = { userId: params.id, units, reason };
  return replay(await answerOnce(ctx, scope, routeHash(params, { credits, reason }), (tx) => adjust(tx, ctx, wish)));
}
