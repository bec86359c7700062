import "./node-version.mjs";
import { openDatabase } from "./database.mjs";
import { readEnvironment } from "./environment.mjs";
import { installDependencies } from "./prepare.mjs";
import { fail, StartError } from "./steps.mjs";

const USAGE = "node lib/start/migrate-cli.mjs rolled-back <name of the migration>";

/** After a failed migration and its repair: lets the next start try it again. */
async function main() {
  const [verb, name] = process.argv.slice(2);
  if (verb !== "rolled-back" || !name) throw new StartError("What should be done?", USAGE);
  await installDependencies();
  const { markRolledBack } = await import("./migrate.mjs");
  const database = await openDatabase(readEnvironment());
  try {
    const isMarked = await markRolledBack(database.directUrl, name);
    if (!isMarked) throw new StartError(`No failed migration is called ${name}.`, "The last start printed its name.");
    process.stdout.write(`${name} is marked as rolled back. The next start tries it again.\n`);
  } finally {
    await database.release();
  }
}

main().catch(fail);
