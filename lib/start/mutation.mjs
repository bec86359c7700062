import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { AREAS } from "../../tests/security/mutation/areas.mjs";
import { DATA_DIR, runNode } from "./suites.mjs";

/** Of a hundred changes that break the product, the tests have to notice so many, in every area. */
export const WANTED_SCORE = 90;

const reportOf = (area) => path.join(DATA_DIR, `mutation-${area}.json`);

function countOf(mutants) {
  const of = (status) => mutants.filter((mutant) => mutant.status === status).length;
  const [killed, timedOut, survived, uncovered] = ["Killed", "Timeout", "Survived", "NoCoverage"].map(of);
  const all = killed + timedOut + survived + uncovered;
  return {
    all,
    leftOut: of("Ignored"),
    killed,
    timedOut,
    survived,
    uncovered,
    score: all > 0 ? (100 * (killed + timedOut)) / all : 0,
  };
}

/** What became of the changes in an area, whole and by file; undefined when no run came to its end. */
export function readArea(area) {
  if (!existsSync(reportOf(area))) return undefined;
  const { files } = JSON.parse(readFileSync(reportOf(area), "utf8"));
  const byFile = Object.entries(files).map(([file, { mutants }]) => ({ file, ...countOf(mutants) }));
  return { ...countOf(Object.values(files).flatMap(({ mutants }) => mutants)), files: byFile };
}

/** Runs Stryker area by area; each is one check: enough of its changes were noticed. */
export async function mutation() {
  // What a run that was ended has left of its copies.
  rmSync(path.join(DATA_DIR, "mutation"), { recursive: true, force: true });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name } of AREAS) {
    rmSync(reportOf(name), { force: true });
    const command = ["node_modules/@stryker-mutator/core/bin/stryker.js", "run"];
    await runNode([...command, "tests/security/mutation/stryker.config.mjs"], {
      minutes: 45,
      env: { MUTATION_AREA: name },
    });
    const score = readArea(name)?.score ?? 0;
    process.stdout.write(`${name}: ${score.toFixed(1)} % of the changes were noticed, ${WANTED_SCORE} % wanted\n`);
    counts[score >= WANTED_SCORE ? "passed" : "failed"]++;
  }
  return counts;
}
