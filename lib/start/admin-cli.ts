import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Role } from "@/lib/db/ctx";
import { normalizeEmail } from "@/lib/domain/identity/email-address";
import { changeRole } from "@/lib/domain/users/change-role";
import { env } from "@/lib/env";
import { openWorld } from "./world";

/** `npm run admin -- grant|revoke <email>`, `npm run admin -- moderator <email>`: gives a verified user a role, or takes it away. */
const ROLES: Record<string, { role: Role; said: string }> = {
  grant: { role: "admin", said: "an admin" },
  moderator: { role: "moderator", said: "a moderator" },
  revoke: { role: "user", said: "an ordinary user" },
};
const [command = "", email = ""] = process.argv.slice(2);
const wanted = ROLES[command];
if (!wanted || !email) {
  const lines = Object.keys(ROLES).map((name) => `npm run admin -- ${name} <e-mail>`);
  process.stderr.write(`Usage: ${lines.join("\n   or: ")}\n`);
  process.exit(2);
}

const world = openWorld({ ...env(), LOG_LEVEL: "silent" }, "admin");

/** Undefined when it is done, else why it is not. */
async function give(role: Role): Promise<string | undefined> {
  const user = await world.db.user.findUnique({ where: { emailNormalized: normalizeEmail(email) } });
  if (!user) return "There is no user with this e-mail address.";
  if (user.role === role) return undefined;
  const ctx = { db: world.db, actor: { kind: "system" }, requestId: newId("request") } as const;
  try {
    await changeRole(ctx, user.id, { role, reason: "By the command line." });
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  return undefined;
}

const refusal = await give(wanted.role);
await world.close();
if (refusal) {
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}
process.stdout.write(`${email} is ${wanted.said} now.\n`);
