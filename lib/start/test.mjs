import "./node-version.mjs";
import { browser, build, check, runNode, runSuites, vitest } from "./suites.mjs";

/** `npm test` runs everything; `npm test -- unit` or `-- e2e` a part; other words choose files of that part. */
const args = process.argv.slice(2);
const PARTS = ["unit", "e2e"];
const filters = args.filter((arg) => !PARTS.includes(arg));
const only = PARTS.find((part) => args.includes(part)) ?? partOf(filters);

/** The part that chosen files belong to; undefined, all of it, when none are chosen. */
function partOf(files) {
  if (files.length === 0) return undefined;
  return files.some((file) => file.includes("e2e") || file.includes(".spec")) ? "e2e" : "unit";
}

const lint = async () => check(await runNode(["node_modules/@biomejs/biome/bin/biome", "check", "."], { minutes: 3 }));

async function types() {
  const areGenerated = await runNode(["node_modules/next/dist/bin/next", "typegen"], { minutes: 5 });
  return check(areGenerated && (await runNode(["node_modules/typescript/bin/tsc", "--noEmit"], { minutes: 5 })));
}

const SUITES = [
  { name: "Lint", part: undefined, run: lint },
  { name: "Types", part: undefined, run: types },
  { name: "Build", part: "e2e", run: build },
  { name: "Unit, integration, architecture", part: "unit", run: () => vitest(filters, { minutes: 30 }) },
  { name: "Browser", part: "e2e", run: () => browser(filters, { minutes: 30 }) },
];

await runSuites(SUITES.filter(({ part }) => !only || part === only));
