import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { AREAS } from "../../tests/security/mutation/areas.mjs";
import { ROOT } from "./environment.mjs";
import { readArea, WANTED_SCORE } from "./mutation.mjs";

/** One line of a results page: what is guaranteed, whether it held, and what was measured while it was tried. */
const line = (title, isGood, figures = {}) => {
  const said = Object.entries(figures).map(([name, value]) => `${name} ${value.toLocaleString("en-GB")}`);
  return `| ${title.replaceAll("|", "\\|")} | ${isGood ? "held" : "**failed**"} | ${said.join("; ")} |`;
};

/** Sections of a Vitest report: one a file and `describe`, in the order of the files' names. */
function vitestSections({ testResults }) {
  return testResults
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, assertionResults }) => {
      const file = path.relative(ROOT, name).split(path.sep).join("/");
      const groups = groupByTitle(assertionResults);
      return [...groups].map(([title, tests]) => ({
        title: title || path.basename(file, ".test.ts"),
        file,
        lines: tests
          .filter(({ status }) => status === "passed" || status === "failed")
          .map((test) => line(test.title, test.status === "passed", test.meta?.figures)),
      }));
    });
}

function groupByTitle(tests) {
  const groups = new Map();
  for (const test of tests) {
    const title = test.ancestorTitles.join(", ");
    groups.set(title, [...(groups.get(title) ?? []), test]);
  }
  return groups;
}

function playwrightSections({ suites }) {
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
  return suites.map((suite) => ({
    title: `In the browser: ${path.basename(suite.file, ".spec.ts")}`,
    file: `tests/e2e/${suite.file}`,
    lines: specsOf(suite).map(({ title, ok }) => line(title, ok)),
  }));
}

const sectionsOf = (report) => (report.testResults ? vitestSections(report) : playwrightSections(report));

/** A table an area: what became of the changes in each of its files. */
function mutationLines() {
  const row = (name, { all, killed, timedOut, survived, uncovered, score }) =>
    `| ${name} | ${[all, killed, timedOut, survived, uncovered].join(" | ")} | ${score.toFixed(1)} % |`;
  return AREAS.flatMap(({ name }) => {
    const area = readArea(name);
    const heading = ["", `## Mutation: ${name}`, ""];
    if (!area) return [...heading, "**The run did not come to its end.**"];
    const verdict = area.score >= WANTED_SCORE ? "held" : "**failed**";
    return [
      ...heading,
      `Changes that break the code on purpose, one at a time; ${WANTED_SCORE} % have to be noticed by a test: ${verdict}. Left out: ${area.leftOut} changes of wording or of what runs only when a file is loaded. What is not noticed is explained in tests/security/mutation/survivors.md.`,
      ...["", "| file | changes | noticed | noticed by waiting | not noticed | never run | score |"],
      "| --- | --- | --- | --- | --- | --- | --- |",
      ...area.files.map((file) => row(`\`${file.file}\``, file)),
      row("all", area),
    ];
  });
}

function commit() {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

/**
 * Writes docs/results/<suite>.md out of the reports of Vitest and Playwright; gives its path. Figures are what tests left in `task.meta.figures`
 * (tests/support/proof.ts); `hasMutation` adds what the mutation tests left.
 */
export function writeResults({ suite, title, reports, total, hasMutation = false }) {
  const read = reports.filter(existsSync).map((file) => JSON.parse(readFileSync(file, "utf8")));
  const sections = read.flatMap(sectionsOf);
  const cpu = `${os.cpus().length} processors, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.platform()}, Node ${process.version}`;
  const text = [
    `# Results: ${title.toLowerCase()}`,
    "",
    `Written by \`npm run test:${suite}\`, not by hand: ${new Date().toISOString().slice(0, 10)}, on the sources of commit ${commit()} (${cpu}). **${total.passed} passed, ${total.failed} failed.**`,
    "A control takes a guarantee away and holds when the suite then finds what it looks for.",
    ...sections.flatMap(({ title, file, lines }) => [
      ...["", `## ${title}`, "", `\`${file}\``, ""],
      ...["| what | | measured |", "| --- | --- | --- |"],
      ...lines,
    ]),
    ...(hasMutation ? mutationLines() : []),
    "",
  ].join("\n");
  const folder = path.join(ROOT, "docs/results");
  mkdirSync(folder, { recursive: true });
  const page = path.join(folder, `${suite}.md`);
  writeFileSync(page, text);
  return page;
}
