import "./node-version.mjs";
import path from "node:path";
import { parseArgs } from "node:util";
import { mutation } from "./mutation.mjs";
import { writeResults } from "./results.mjs";
import { BROWSER_REPORT, browser, build, DATA_DIR, runSuites, VITEST_REPORT, vitest } from "./suites.mjs";

/**
 * `node lib/start/prove.mjs faults|security [files...] [--operations N] [--kills N]`: the suite at full size, one file after the other, and a page of
 * its results in docs/results. `npm test` runs the same files with small sizes. Chosen files leave the page as it is. `security mutation` runs the
 * mutation tests alone; they are no part of `npm test`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { operations: { type: "string" }, kills: { type: "string" } },
});
const [suite, ...files] = positionals;

const SIZES = {
  PROOF: "full",
  ...(values.operations ? { FAULT_OPERATIONS: values.operations } : {}),
  ...(values.kills ? { FAULT_KILLS: values.kills } : {}),
};
const inOrder = (filters, minutes) => () =>
  vitest([...filters, "--no-file-parallelism", "--maxWorkers=1"], { minutes, env: SIZES });

const isMutation = (file) => file === "mutation";
const chosen = (all) => (files.length > 0 ? files.filter((file) => !isMutation(file)) : all);
const isSpec = (file) => file.includes(".spec");
/** Whether a suite has any of the chosen files. */
const isWanted = ({ name }) => {
  if (files.length === 0) return true;
  if (name === "Mutation") return files.some(isMutation);
  return files.some((file) => !isMutation(file) && (name !== "Browser" || isSpec(file)));
};

const PROOFS = {
  faults: {
    title: "Faults",
    suites: [
      { name: "Build", run: build },
      { name: "Faults", run: inOrder(chosen(["tests/faults/"]), 170) },
    ],
  },
  security: {
    title: "Security",
    suites: [
      { name: "Build", run: build },
      { name: "Security", run: inOrder(chosen(["tests/security/"]), 120) },
      { name: "Browser", run: () => browser(chosen(["tests/e2e/xss.spec.ts"]), { minutes: 15 }) },
      { name: "Mutation", run: mutation },
    ].filter(isWanted),
  },
};

const proof = PROOFS[suite];
if (!proof) {
  process.stderr.write("Which suite: faults or security?\n");
  process.exit(2);
}

await runSuites(proof.suites, {
  afterwards: (total) => {
    if (files.length > 0) return;
    const reports = [VITEST_REPORT, ...(suite === "security" ? [BROWSER_REPORT] : [])];
    const page = writeResults({ suite, title: proof.title, reports, total, hasMutation: suite === "security" });
    process.stdout.write(`\nThe results are in ${path.relative(path.dirname(DATA_DIR), page)}\n`);
  },
});
