import { AREAS } from "./areas.mjs";

const area = AREAS.find(({ name }) => name === process.env.MUTATION_AREA);
const data = ".data-test/mutation";

/** One area a run: `MUTATION_AREA=ledger npx stryker run tests/security/mutation/stryker.config.mjs`. */
export default {
  mutate: area?.mutate ?? [],
  testRunner: "vitest",
  vitest: { configFile: "tests/security/mutation/vitest.config.ts", related: false },
  plugins: ["@stryker-mutator/vitest-runner", import.meta.resolve("./wording.mjs")],
  ignorers: ["wording"],
  coverageAnalysis: "perTest",
  // What runs when a file is loaded only (constants) would need every test once more.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 25_000,
  dryRunTimeoutMinutes: 10,
  // The compiler of this TypeScript has another API than the one Stryker asks for paths; Vitest resolves ours.
  tsconfigFile: "none.json",
  allowConsoleColors: false,
  tempDirName: data,
  ignorePatterns: [".data*", ".next", "docs", "public", "test-results", "playwright-report"],
  buildCommand: "node tests/security/mutation/share-database.mjs",
  incremental: true,
  incrementalFile: `${data}-${area?.name}-incremental.json`,
  reporters: ["progress-append-only", "clear-text", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
  jsonReporter: { fileName: `${data}-${area?.name}.json` },
  thresholds: { high: 95, low: 90, break: null },
};
