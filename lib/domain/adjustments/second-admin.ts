import type { Tx } from "@/lib/db/prisma";

/** Whether there is an admin besides this one who could agree. */
export async function hasSecondAdmin(db: Pick<Tx, "user">, userId: string): Promise<boolean> {
  const where = { role: "admin", status: "active", emailVerifiedAt: { not: null }, id: { not: userId } };
  return (await db.user.count({ where })) > 0;
}
