import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const namesIn = (file: string, pattern: RegExp) =>
  [...readFileSync(path.join(ROOT, file), "utf8").matchAll(pattern)].map((match) => match[1] ?? "");

it(".env.example names every variable that the environment reads", () => {
  const read = namesIn("lib/env.ts", /^ {2}([A-Z][A-Z0-9_]+):/gm);
  const explained = namesIn(".env.example", /^#?([A-Z][A-Z0-9_]+)=/gm);
  expect(read.length).toBeGreaterThan(30);
  expect(read.filter((name) => !explained.includes(name))).toEqual([]);
});
