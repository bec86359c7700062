import type { Ctx, SystemActor } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { seal, unseal } from "./seal";

/**
 * Seals every stored key anew, in one transaction: opened with the previous secret, or with the new one where a rotation ran before. Returns how many were
 * sealed anew. Throws Unopenable, and nothing has changed then.
 */
export async function rotateKeys(
  ctx: Ctx<SystemActor>,
  { previous, next }: { previous: string; next: string },
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.$queryRaw<
      { name: string; sealed: string }[]
    >`SELECT name, sealed FROM provider_key ORDER BY name FOR UPDATE`;
    for (const { name, sealed } of rows) {
      let value: string;
      try {
        value = unseal(previous, name, sealed);
      } catch {
        value = unseal(next, name, sealed);
      }
      await tx.providerKey.update({ where: { name }, data: { sealed: seal(next, name, value) } });
    }
    await recordAudit(tx, ctx, {
      action: "provider.rotate-keys",
      subject: "provider keys",
      details: { names: rows.map(({ name }) => name) },
    });
    return rows.length;
  });
}
