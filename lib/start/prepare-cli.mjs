import "./node-version.mjs";
import { buildPages, generateClient, installDependencies } from "./prepare.mjs";
import { fail, step } from "./steps.mjs";

/** What the first `npm start` does before it runs anything, for images: `node lib/start/prepare-cli.mjs [dependencies]`. */
async function main() {
  await step("Dependencies", installDependencies);
  if (process.argv[2] === "dependencies") return;
  await step("Database client", generateClient);
  await step("Pages", buildPages);
}

main().catch(fail);
