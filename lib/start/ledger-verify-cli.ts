import { verifyLedger } from "@/lib/domain/ledger/verify-ledger";
import { env } from "@/lib/env";
import { openWorld } from "./world";

/** `npm run ledger:verify`: exits 1 and names the first breach. */
const world = openWorld({ ...env(), LOG_LEVEL: "silent" }, "ledger-verify");
const { accounts, entries, breach } = await verifyLedger(world.pool);
await world.close();
if (breach) {
  process.stderr.write(`BREACH in account ${breach.accountId}: "${breach.rule}" does not hold (${breach.detail}).\n`);
  process.exit(1);
}
process.stdout.write(`The books hold: ${accounts} accounts, ${entries} entries.\n`);
