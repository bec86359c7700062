import { normalizeEmail } from "@/lib/domain/identity/email-address";
import { env } from "@/lib/env";
import { openWorld } from "./world";

/** `npm run admin -- grant|revoke <email>`: makes a verified user admin, or an ordinary user again. */
const ROLES: Record<string, string> = { grant: "admin", revoke: "user" };
const [command = "", email = ""] = process.argv.slice(2);
const role = ROLES[command];
if (!role || !email) {
  process.stderr.write("Usage: npm run admin -- grant <e-mail>   or   npm run admin -- revoke <e-mail>\n");
  process.exit(2);
}
const world = openWorld({ ...env(), LOG_LEVEL: "silent" }, "admin");
const user = await world.db.user.findUnique({ where: { emailNormalized: normalizeEmail(email) } });
const { count } = user?.emailVerifiedAt
  ? await world.db.user.updateMany({ where: { id: user.id }, data: { role } })
  : { count: 0 };
await world.close();
if (count === 0) {
  process.stderr.write(
    user ? "This user has not verified the e-mail address yet.\n" : "There is no user with this e-mail address.\n",
  );
  process.exit(1);
}
process.stdout.write(role === "admin" ? `${email} is an admin now.\n` : `${email} is an ordinary user now.\n`);
