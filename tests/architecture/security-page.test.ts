import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const page = readFileSync(path.join(ROOT, "docs/security.md"), "utf8");
const STATES = ["yes", "partly", "no", "operator", "n/a"];

/** How many requirements of levels 1 and 2 each chapter of OWASP ASVS 5.0.0 has, V1 to V17: 253. */
const IN_CHAPTER = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

/** `10.4.1-11` stands for eleven requirements. */
const rows = [...page.matchAll(/^\| (\d+\.\d+)\.(\d+)(?:-(\d+))? \| [^|]+ \| ([^|]+) \| ([^|]*) \|$/gm)].map(
  ([, section = "", from = "", to = from, state = "", where = ""]) => ({ section, from, to, state, where }),
);

/** A test is named by its path without an ending, or by its folder. */
const exists = (name: string) =>
  ["", ".ts", ".test.ts"].some((ending) => existsSync(path.join(ROOT, `${name}${ending}`)));

describe("the security page", () => {
  it("says of each requirement of levels 1 and 2 how it stands, once", () => {
    const ids = rows.flatMap(({ section, from, to }) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${section}.${Number(from) + index}`),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const counted = IN_CHAPTER.map((_, index) => ids.filter((id) => id.startsWith(`${index + 1}.`)).length);
    expect(counted).toEqual(IN_CHAPTER);
    expect(rows.map(({ state }) => state).filter((state) => !STATES.includes(state))).toEqual([]);
  });

  it("names only tests and files that are there", () => {
    const named = [...page.matchAll(/`((?:tests|lib)\/[\w./-]+)`/g)].map((match) => match[1] ?? "");
    expect(named.length).toBeGreaterThan(50);
    expect([...new Set(named)].filter((name) => !exists(name))).toEqual([]);
  });
});
