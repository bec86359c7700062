import { AppError, notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { AdminActor, Ctx, Role, SystemActor } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";

type Standing = { role: Role; status: string; isVerified: boolean };

/**
 * Gives somebody a role; from the commit on every session of theirs has it. One admin always stays, whoever asks and however many ask at once.
 * Throws `not_found`, and `conflict` for the last admin, an address that is not verified, a suspended account, or a role they have already.
 */
export async function changeRole(
  ctx: Pick<Ctx<AdminActor | SystemActor>, "db" | "actor" | "requestId">,
  userId: string,
  { role, reason }: { role: Role; reason: string },
): Promise<{ id: string; role: Role }> {
  if (!isId("user", userId)) throw notFound("This person");
  await inTransaction(ctx, async (tx) => {
    // Two admins who take each other's role away at once would leave nobody.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('roles'))`;
    const [before] = await tx.$queryRaw<Standing[]>`
      SELECT role, status, email_verified_at IS NOT NULL AS "isVerified" FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`;
    if (!before) throw notFound("This person");
    if (before.role === role) throw new AppError("conflict", "This person has this role already.");
    if (role !== "user" && !before.isVerified)
      throw new AppError("conflict", "This person has not verified the e-mail address yet.");
    if (role !== "user" && before.status !== "active")
      throw new AppError("conflict", "This person is suspended. End the suspension first.");
    const others = await tx.user.count({ where: { role: "admin", status: "active", id: { not: userId } } });
    if (before.role === "admin" && others === 0)
      throw new AppError("conflict", "This is the last admin. Make somebody else admin first.");
    await tx.user.update({ where: { id: userId }, data: { role } });
    const details = { before: before.role, after: role };
    await recordAudit(tx, ctx, { action: "user.role", subject: userId, reason, details });
  });
  return { id: userId, role };
}
