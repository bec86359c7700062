import type { AdminActor, Ctx, ModeratorActor, SystemActor } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";

export type Deed = {
  /** `<area>.<verb>`, e.g. `moderation.hide`. */
  action: `${string}.${string}`;
  /** What it was done to: an id, or a name where there is no id. */
  subject: string;
  /** Why, in the actor's words. */
  reason?: string;
  /** What changed, as JSON. Never a secret. */
  details?: Record<string, unknown>;
};

type Doer = Pick<Ctx<ModeratorActor | AdminActor | SystemActor>, "actor" | "requestId">;

/**
 * Writes down what somebody of the team does, in the transaction of the deed: both are there or neither. Call it last: the chain's
 * head is locked until the commit.
 */
export async function recordAudit(tx: Tx, { actor, requestId }: Doer, deed: Deed): Promise<void> {
  const who = actor.kind === "user" ? { id: actor.userId, role: actor.role } : { id: null, role: "system" };
  const { action, subject, reason = "", details = {} } = deed;
  await tx.$executeRaw`SELECT append_audit(${who.id}, ${who.role}, ${action}, ${subject}, ${reason}, ${JSON.stringify(details)}::jsonb, ${requestId})`;
}
