import "./node-version.mjs";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { findBrowser } from "./browser.mjs";
import { ROOT } from "./environment.mjs";
import { stopAbandoned } from "./postgres.mjs";
import { buildPages, generateClient, installDependencies, stopRunning } from "./prepare.mjs";
import { signalGroup } from "./processes.mjs";
import { report, step } from "./steps.mjs";
import { endOrphans } from "./supervise.mjs";

/** `npm test` runs everything; `npm test -- unit` or `-- e2e` a part; other words choose files of that part. */
const DATA_DIR = path.join(ROOT, ".data-test");
const args = process.argv.slice(2);
const PARTS = ["unit", "e2e"];
const filters = args.filter((arg) => !PARTS.includes(arg));
const only = PARTS.find((part) => args.includes(part)) ?? partOf(filters);
const MINUTE = 60_000;

/** The part that chosen files belong to; undefined, all of it, when none are chosen. */
function partOf(files) {
  if (files.length === 0) return undefined;
  return files.some((file) => file.includes("e2e") || file.includes(".spec")) ? "e2e" : "unit";
}

let current;

/** Runs `node args` with its output on ours; resolves with whether it succeeded in time. */
function runNode(command, { minutes, env = {} }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    current = child;
    const timer = setTimeout(() => {
      process.stderr.write(`\nNot finished after ${minutes} minutes: ended.\n`);
      signalGroup(child.pid, "SIGKILL");
    }, minutes * MINUTE);
    child.on("error", () => resolve(false));
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

const check = (isGood) => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 });

/** Counts of a report; a run that broke off, or failed outside of any test, is at least one failure. */
function countOf(reportFile, isGood, read) {
  if (!existsSync(reportFile)) return check(false);
  const counts = read(JSON.parse(readFileSync(reportFile, "utf8")));
  return { ...counts, failed: isGood ? counts.failed : Math.max(1, counts.failed) };
}

const lint = async () => check(await runNode(["node_modules/@biomejs/biome/bin/biome", "check", "."], { minutes: 3 }));

async function types() {
  const areGenerated = await runNode(["node_modules/next/dist/bin/next", "typegen"], { minutes: 5 });
  return check(areGenerated && (await runNode(["node_modules/typescript/bin/tsc", "--noEmit"], { minutes: 5 })));
}

async function build() {
  try {
    process.stdout.write((await buildPages()) ? "The last build is of these sources.\n" : "Built.\n");
    return check(true);
  } catch (error) {
    report(error);
    return check(false);
  }
}

async function vitest() {
  const file = path.join(DATA_DIR, "vitest.json");
  rmSync(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const isGood = await runNode(["node_modules/vitest/vitest.mjs", "run", ...reporters, ...filters], { minutes: 30 });
  return countOf(file, isGood, (said) => ({
    passed: said.numPassedTests,
    // A file that could not even be loaded has no test to count.
    failed:
      said.numFailedTests +
      said.testResults.filter((one) => one.status === "failed" && !one.assertionResults.length).length,
    skipped: said.numPendingTests + said.numTodoTests,
  }));
}

async function browser() {
  const file = path.join(DATA_DIR, "playwright.json");
  rmSync(file, { force: true });
  const CHROMIUM_PATH = await findBrowser(DATA_DIR);
  process.stdout.write(`${CHROMIUM_PATH}\n`);
  const isGood = await runNode(["node_modules/playwright/cli.js", "test", ...filters], {
    minutes: 30,
    env: { CHROMIUM_PATH, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  return countOf(file, isGood, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
}

async function runSuite(name, work) {
  const startedAt = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  const counts = await work().catch((error) => {
    report(error);
    return check(false);
  });
  const said = `${counts.passed} passed, ${counts.failed} failed`;
  process.stdout.write(`── ${name}: ${said} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`);
  return counts;
}

/** What suites that were killed have left running. */
async function cleanUp() {
  for (const entry of existsSync(DATA_DIR) ? readdirSync(DATA_DIR) : []) {
    await endOrphans(path.join(DATA_DIR, entry, "children.json"));
  }
  await stopAbandoned({ dataDir: DATA_DIR, erases: true });
}

const SUITES = [
  { name: "Lint", part: undefined, run: lint },
  { name: "Types", part: undefined, run: types },
  { name: "Build", part: "e2e", run: build },
  { name: "Unit, integration, architecture", part: "unit", run: vitest },
  { name: "Browser", part: "e2e", run: browser },
];

async function main() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => {
      stopRunning();
      if (current) signalGroup(current.pid, "SIGKILL");
      void cleanUp().finally(() => process.exit(130));
    });
  }
  mkdirSync(DATA_DIR, { recursive: true });
  await step("Dependencies", installDependencies);
  await step("Database client", generateClient);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, run } of SUITES.filter(({ part }) => !only || part === only)) {
    const counts = await runSuite(name, run);
    for (const kind of Object.keys(total)) total[kind] += counts[kind];
  }
  await cleanUp();
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
  process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
}

main().catch((error) => {
  report(error);
  process.stdout.write("\n0 passed, 1 failed\n");
  process.exit(1);
});
