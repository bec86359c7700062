import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { findBrowser } from "./browser.mjs";
import { ROOT } from "./environment.mjs";
import { stopAbandoned } from "./postgres.mjs";
import { buildPages, generateClient, installDependencies, stopRunning } from "./prepare.mjs";
import { signalGroup } from "./processes.mjs";
import { report, step } from "./steps.mjs";
import { endOrphans } from "./supervise.mjs";

/** What `npm test`, `npm run test:faults` and `npm run test:security` have in common: suites that are run one by one, counted and ended. */
export const DATA_DIR = path.join(ROOT, ".data-test");
const MINUTE = 60_000;

let current;

/** Runs `node args` with its output on ours; resolves with whether it succeeded in time. */
export function runNode(command, { minutes, env = {} }) {
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

/** The counts of a suite that is one check. */
export const check = (isGood) => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 });

/** Counts of a report; a run that broke off, or failed outside of any test, is at least one failure. */
function countOf(reportFile, isGood, read) {
  if (!existsSync(reportFile)) return check(false);
  const counts = read(JSON.parse(readFileSync(reportFile, "utf8")));
  return { ...counts, failed: isGood ? counts.failed : Math.max(1, counts.failed) };
}

/** One line: which test, and the first line of why, without colours. */
function nameFailure(file, title, reason = "") {
  const [first = ""] = stripVTControlCharacters(reason).split("\n");
  return `${file}: ${title}: ${first}`.slice(0, 400);
}

/** Builds the pages unless the last build is of these sources. */
export async function build() {
  try {
    process.stdout.write((await buildPages()) ? "The last build is of these sources.\n" : "Built.\n");
    return check(true);
  } catch (error) {
    report(error);
    return check(false);
  }
}

/** Where Vitest leaves its report. */
export const VITEST_REPORT = path.join(DATA_DIR, "vitest.json");

/** The sandbox's checkout is tried in a browser here too; without one, those tests say what they miss. */
export async function vitest(args, { minutes, env }) {
  rmSync(VITEST_REPORT, { force: true });
  const CHROMIUM_PATH = await findBrowser(DATA_DIR).catch(() => undefined);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${VITEST_REPORT}`];
  const isGood = await runNode(["node_modules/vitest/vitest.mjs", "run", ...reporters, ...args], {
    minutes,
    env: { ...(CHROMIUM_PATH ? { CHROMIUM_PATH } : {}), ...env },
  });
  return countOf(VITEST_REPORT, isGood, (said) => ({
    passed: said.numPassedTests,
    // A file that could not even be loaded has no test to count.
    failed:
      said.numFailedTests +
      said.testResults.filter((one) => one.status === "failed" && !one.assertionResults.length).length,
    skipped: said.numPendingTests + said.numTodoTests,
    failures: said.testResults.flatMap(({ name, status, message, assertionResults }) =>
      status !== "failed"
        ? []
        : [
            ...assertionResults
              .filter((one) => one.status === "failed")
              .map((one) => nameFailure(path.relative(ROOT, name), one.fullName, one.failureMessages[0])),
            ...(assertionResults.length === 0
              ? [nameFailure(path.relative(ROOT, name), "was not loaded", message)]
              : []),
          ],
    ),
  }));
}

/** Where Playwright leaves its report. */
export const BROWSER_REPORT = path.join(DATA_DIR, "playwright.json");

export async function browser(args, { minutes }) {
  rmSync(BROWSER_REPORT, { force: true });
  const CHROMIUM_PATH = await findBrowser(DATA_DIR);
  process.stdout.write(`${CHROMIUM_PATH}\n`);
  const isGood = await runNode(["node_modules/playwright/cli.js", "test", ...args], {
    minutes,
    env: { CHROMIUM_PATH, PLAYWRIGHT_JSON_OUTPUT_FILE: BROWSER_REPORT },
  });
  return countOf(BROWSER_REPORT, isGood, ({ stats, suites }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: suites.flatMap(failuresOf),
  }));
}

/** Of a file's or group's tests in Playwright's report, with those of its groups. */
function failuresOf({ file, specs, suites = [] }) {
  const failed = specs.filter(({ ok }) => !ok);
  const reasonOf = ({ tests }) => tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors))[0]?.message;
  return [
    ...failed.map((spec) => nameFailure(file, `${spec.title} (line ${spec.line})`, reasonOf(spec))),
    ...suites.flatMap(failuresOf),
  ];
}

async function runSuite({ name, run }) {
  const startedAt = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  const counts = await run().catch((error) => {
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

async function prepare() {
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
}

/**
 * Installs what is missing, runs `suites` ({ name, run(): counts }) in order, calls `afterwards` with the total, says "N passed, N failed"
 * and ends the process: 0 when something passed and nothing failed.
 */
export async function runSuites(suites, { afterwards = () => {} } = {}) {
  try {
    await prepare();
    const total = { passed: 0, failed: 0, skipped: 0 };
    const failures = [];
    for (const suite of suites) {
      const counts = await runSuite(suite);
      for (const kind of Object.keys(total)) total[kind] += counts[kind];
      failures.push(...(counts.failures ?? (counts.failed > 0 ? [suite.name] : [])));
    }
    await afterwards(total);
    await cleanUp();
    const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
    // Once more at the end, where they are found after an hour of output.
    if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.map((one) => `  ${one}\n`).join("")}`);
    process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
    process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
  } catch (error) {
    report(error);
    process.stdout.write("\n0 passed, 1 failed\n");
    process.exit(1);
  }
}
