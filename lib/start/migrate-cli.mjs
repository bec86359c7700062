import "./node-version.mjs";
import { openDatabase, prepareDatabase } from "./database.mjs";
import { readEnvironment } from "./environment.mjs";
import { installDependencies } from "./prepare.mjs";
import { fail, StartError } from "./steps.mjs";

const USAGE = "node lib/start/migrate-cli.mjs up | rolled-back <name of the migration>";

/** What `npm start` does by itself; for installations whose processes are started one by one. */
async function up(directUrl) {
  const applied = await prepareDatabase(directUrl);
  process.stdout.write(applied.length > 0 ? `${applied.length} applied.\n` : "Up to date.\n");
}

/** After a failed migration and its repair: lets the next start try it again. */
async function rollBack(directUrl, name) {
  const { markRolledBack } = await import("./migrate.mjs");
  const isMarked = await markRolledBack(directUrl, name);
  if (!isMarked) throw new StartError(`No failed migration is called ${name}.`, "The last start printed its name.");
  process.stdout.write(`${name} is marked as rolled back. The next start tries it again.\n`);
}

async function main() {
  const [verb, name] = process.argv.slice(2);
  if (verb !== "up" && !(verb === "rolled-back" && name)) throw new StartError("What should be done?", USAGE);
  await installDependencies();
  const database = await openDatabase(readEnvironment());
  try {
    await (verb === "up" ? up(database.directUrl) : rollBack(database.directUrl, name));
  } finally {
    await database.release();
  }
}

main().catch(fail);
