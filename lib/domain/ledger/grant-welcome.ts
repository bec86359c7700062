import type { Tx } from "@/lib/db/prisma";
import { grantPromotion } from "./grant-promotion";

/** The welcome grant of the settings in force, once per user for ever; nothing when the settings say 0. */
export async function grantWelcome(tx: Tx, user: { id: string }): Promise<void> {
  const [rules] = await tx.$queryRaw<{ units: number }[]>`SELECT welcome_units AS units FROM settings_in_force()`;
  if (!rules || rules.units === 0) return;
  await grantPromotion(tx, {
    accountId: user.id,
    units: rules.units,
    reason: "welcome",
    reference: user.id,
    key: `welcome:${user.id}`,
  });
}
