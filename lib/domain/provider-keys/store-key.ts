import { AppError, invalid, notFound } from "@/lib/core/errors";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { KEY_NAMES, KEYS, type KeyName, type KeyView } from "./contract";
import { isSandboxKey, mask } from "./keys";
import { readProviders } from "./reads";
import { seal } from "./seal";

export function requireKeyName(name: string): KeyName {
  const found = KEY_NAMES.find((one) => one === name);
  if (!found) throw notFound("This key");
  return found;
}

/** Nothing is sandboxed in production, nor paid with test money. Throws `validation_failed` on `value`, which never holds it. */
function requireFit({ env }: Ctx<AdminActor>, name: KeyName, value: string): void {
  const { shape, hint } = KEYS[name];
  if (!shape.test(value)) throw invalid("value", `This is no such key. ${hint}`);
  const isTest = isSandboxKey(name, value) || (name === "RAZORPAY_KEY_ID" && value.startsWith("rzp_test_"));
  if (env.isProduction && isTest) throw invalid("value", "This is a test key: nothing is sandboxed in production.");
}

/**
 * Stores a key, encrypted; from the commit on every process works with it. Throws `not_found` for a name that is none, `validation_failed` on `value`,
 * `conflict` where PROVIDER_KEYS_SECRET is missing.
 */
export async function storeKey(ctx: Ctx<AdminActor>, text: string, { value }: { value: string }): Promise<KeyView> {
  const name = requireKeyName(text);
  requireFit(ctx, name, value);
  const secret = ctx.env.PROVIDER_KEYS_SECRET;
  if (!secret)
    throw new AppError("conflict", "PROVIDER_KEYS_SECRET is not set: keys can't be stored. Set it, and start again.");
  const data = {
    sealed: seal(secret, name, value),
    masked: mask(name, value),
    updatedById: ctx.actor.userId,
    updatedAt: new Date(),
  };
  await inTransaction(ctx, async (tx) => {
    await tx.providerKey.upsert({ where: { name }, create: { name, ...data }, update: data });
    await recordAudit(tx, ctx, { action: "provider.store-key", subject: name, details: { masked: data.masked } });
  });
  return (await readProviders(ctx)).keys.find((one) => one.name === name)!;
}

/** Removes a stored key; the environment's counts again. Throws `not_found`. */
export async function removeKey(ctx: Ctx<AdminActor>, text: string): Promise<void> {
  const name = requireKeyName(text);
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.providerKey.deleteMany({ where: { name } });
    if (count === 0) throw notFound("This key");
    await recordAudit(tx, ctx, { action: "provider.remove-key", subject: name });
  });
}
