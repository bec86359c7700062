import type { BodyOf } from "@/lib/core/endpoint";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction, isUniqueViolation } from "@/lib/db/transaction";
import { noteReferral } from "@/lib/domain/referrals/note-step";
import type { registerEndpoint } from "./contract";
import { normalizeEmail } from "./email-address";
import { requireFitWords } from "./fit-words";
import { deriveHandle, isReservedHandle, withSuffix } from "./handles";
import { issueMailToken } from "./mail-tokens";
import { openSession } from "./open-session";
import { hashPassword } from "./password";
import { requireGoodPassword } from "./password-policy";
import { type SignedIn, USER_COLUMNS } from "./signed-in";

const HANDLE_TRIES = 5;

const taken = (field: "email" | "handle", message: string) =>
  new AppError("conflict", message, { errors: [{ field, message }] });
export const handleTaken = () => taken("handle", "This handle is taken. Choose another one.");
const emailTaken = () =>
  taken("email", "There is already an account with this address. Sign in, or reset your password.");

type NewUser = { email: string; emailNormalized: string; passwordHash: string; name: string; handle: string };

/** Inserts the user; undefined when the handle is taken, a refusal when the address is. Waits for a simultaneous sign-up to end. */
async function insertUser(tx: Tx, user: NewUser) {
  const id = newId("user");
  const { count } = await tx.user.createMany({
    data: [{ ...user, id, termsAcceptedAt: new Date() }],
    skipDuplicates: true,
  });
  if (count === 1) return tx.user.findUniqueOrThrow({ where: { id }, select: USER_COLUMNS });
  if (await tx.user.findUnique({ where: { emailNormalized: user.emailNormalized }, select: { id: true } }))
    throw emailTaken();
  return undefined;
}

async function insertWithFreeHandle(tx: Tx, user: Omit<NewUser, "handle">, wanted: string | undefined) {
  if (wanted) {
    const row = isReservedHandle(wanted) ? undefined : await insertUser(tx, { ...user, handle: wanted });
    if (!row) throw handleTaken();
    return row;
  }
  const derived = deriveHandle(user.name);
  for (let tries = 0; tries < HANDLE_TRIES; tries++) {
    const row = await insertUser(tx, { ...user, handle: tries === 0 ? derived : withSuffix(derived) });
    if (row) return row;
  }
  throw handleTaken();
}

/**
 * Creates an account with its credit account, signs this device in and queues the confirmation mail, all in one transaction. A referral code that
 * is nobody's is passed over: it must not keep anybody out.
 * Throws `conflict` on `email` or `handle`, `validation_failed` on `password`, `rate_limited`.
 */
export async function register(ctx: Ctx, input: BodyOf<typeof registerEndpoint>): Promise<SignedIn> {
  await ctx.limits.consume("register", ctx.ip);
  requireGoodPassword(input.password, input, "password");
  requireFitWords(input);
  const emailNormalized = normalizeEmail(input.email);
  if (await ctx.db.user.findUnique({ where: { emailNormalized }, select: { id: true } })) throw emailTaken();
  const passwordHash = await hashPassword(input.password);
  const made = inTransaction(ctx, async (tx) => {
    const { email, name } = input;
    const user = await insertWithFreeHandle(tx, { email, emailNormalized, passwordHash, name }, input.handle);
    await tx.creditAccount.create({ data: { userId: user.id } });
    await issueMailToken(tx, ctx.env, user.id, "verify");
    if (input.referralCode) await noteReferral(tx, user.id, input.referralCode);
    const signedIn = await openSession(tx, ctx, { ...user, passwordHash });
    if (!signedIn) throw new Error("The account just made is gone.");
    ctx.log.info("registered", { requestId: ctx.requestId, ip: ctx.ip, userId: user.id });
    return signedIn;
  });
  return made.catch((error: unknown) => {
    // Somebody gave this handle up in the same moment: it still leads to them.
    if (isUniqueViolation(error)) throw handleTaken();
    throw error;
  });
}
