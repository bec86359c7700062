import { verifyAudit } from "@/lib/domain/audit/verify-audit";
import { env } from "@/lib/env";
import { openWorld } from "./world";

/** `npm run audit:verify`: recomputes the audit log's chain; prints its head for safe-keeping elsewhere, or names the first entry that is wrong. */
const world = openWorld({ ...env(), LOG_LEVEL: "silent" }, "audit");
const { count, hash, breach } = await verifyAudit(world.pool);
await world.close();
if (breach) {
  process.stderr.write(`The audit log does not hold: ${breach.what}.\n`);
  process.exit(1);
}
process.stdout.write(`The audit log holds: ${count} entries, the last one's hash is ${hash || "none"}.\n`);
