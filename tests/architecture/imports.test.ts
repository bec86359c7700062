import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

/** Paths of ours that a file imports, relative to the root, without extension. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const names = [...text.matchAll(/(?:from|import\(|import)\s*["']([^"']+)["']/g)].map((match) => match[1]!);
  return names
    .map((name) => {
      if (name.startsWith("@/")) return name.slice(2);
      return name.startsWith(".") ? path.join(path.dirname(file), name) : "";
    })
    .filter(Boolean)
    .map((name) => name.replace(/\.(ts|tsx|mjs)$/, ""));
}

/** The room a path belongs to; sandbox renderer and the like belong to their parent. */
function roomOf(file: string): string {
  const [top, second, third] = file.split("/");
  if (top !== "lib") return top!;
  if (second === "env" || second === "env.ts") return "env";
  return second === "domain" ? `domain/${third}` : second!;
}

const isContract = (file: string) => /lib\/domain\/[^/]+\/((\w+-)?contract|tiers|styles|models)$/.test(file);
const isPort = (file: string) => /^lib\/providers\/[^/]+$/.test(file);
const isDomain = (file: string) => file.startsWith("lib/domain/");
const inRoom =
  (...rooms: string[]) =>
  (file: string) =>
    rooms.includes(roomOf(file));
const isGenerated = (file: string) => file.startsWith("prisma/generated");
const isData = (file: string) => file.endsWith(".json");

/** The table of lib/README.md: first matching row decides. */
const RULES: { of: RegExp; mayImport: ((file: string) => boolean)[] }[] = [
  { of: /^lib\/core\//, mayImport: [inRoom("core")] },
  { of: /^lib\/env\.ts$/, mayImport: [] },
  { of: /^lib\/db\//, mayImport: [inRoom("db", "core", "env"), isPort, isGenerated] },
  { of: /^lib\/http\/call\.ts$/, mayImport: [inRoom("core")] },
  {
    of: /^lib\/http\//,
    mayImport: [inRoom("http", "db", "core", "env"), (file) => file.startsWith("lib/domain/identity/")],
  },
  {
    of: /^lib\/jobs\/(registry|worker|housekeeping)/,
    mayImport: [inRoom("jobs", "db", "core", "env"), isDomain, isPort],
  },
  { of: /^lib\/jobs\//, mayImport: [inRoom("jobs", "db", "core", "env")] },
  { of: /^lib\/providers\//, mayImport: [inRoom("providers", "core")] },
  { of: /^lib\/sandbox\//, mayImport: [inRoom("sandbox", "core"), isData] },
  {
    of: /^lib\/domain\//,
    mayImport: [
      isDomain,
      inRoom("db", "core"),
      isPort,
      isGenerated,
      (file) => file === "lib/jobs/enqueue",
      (file) => file === "lib/env",
    ],
  },
  { of: /^lib\/start\//, mayImport: [() => true] },
  { of: /^components\//, mayImport: [inRoom("components", "core"), isContract, (file) => file === "lib/http/call"] },
  { of: /^app\//, mayImport: [inRoom("app", "components", "core", "http"), isDomain] },
  { of: /^(instrumentation|proxy)\.ts$/, mayImport: [() => true] },
];

const SOURCES = [...["app", "components", "lib"].flatMap(filesBelow), "instrumentation.ts", "proxy.ts"];

describe("the house (lib/README.md)", () => {
  it("every file has a room with a rule", () => {
    expect(SOURCES.filter((file) => !RULES.some(({ of }) => of.test(file)))).toEqual([]);
  });

  it("nobody imports from a room that the table does not allow", () => {
    const breaches = SOURCES.flatMap((file) => {
      const rule = RULES.find(({ of }) => of.test(file));
      return importsOf(file)
        .filter((target) => !rule?.mayImport.some((allowed) => allowed(target)))
        .map((target) => `${file} -> ${target}`);
    });
    expect(breaches).toEqual([]);
  });

  it("only the entry points and lib/start import lib/start", () => {
    const importers = SOURCES.filter((file) => !file.startsWith("lib/start/") && importsOf(file).some(inRoom("start")));
    expect(importers.filter((file) => !["instrumentation.ts", "proxy.ts"].includes(file))).toEqual([]);
  });

  it("domains depend on each other without cycles", () => {
    const edges = new Map<string, Set<string>>();
    for (const file of SOURCES.filter(isDomain)) {
      const from = roomOf(file);
      for (const target of importsOf(file).filter((one) => isDomain(one) && !isContract(one) && roomOf(one) !== from)) {
        edges.set(from, (edges.get(from) ?? new Set()).add(roomOf(target)));
      }
    }
    const cycles: string[] = [];
    const walk = (room: string, trail: string[]) => {
      if (trail.includes(room)) cycles.push([...trail.slice(trail.indexOf(room)), room].join(" -> "));
      else for (const next of edges.get(room) ?? []) walk(next, [...trail, room]);
    };
    for (const room of edges.keys()) walk(room, []);
    expect(cycles).toEqual([]);
  });

  it("client islands and contracts keep to zod/mini", () => {
    const browserSide = SOURCES.filter(
      (file) => file.startsWith("components/") || file.startsWith("lib/core/") || isContract(file.replace(/\.ts$/, "")),
    );
    const heavy = browserSide.filter((file) => /from ["']zod["']/.test(readFileSync(path.join(ROOT, file), "utf8")));
    expect(heavy).toEqual([]);
  });

  it("there is no room without a meaning", () => {
    expect(SOURCES.filter((file) => /(^|\/)(utils?|helpers?|common|manager)(\.|\/)/.test(file))).toEqual([]);
    expect(SOURCES.filter((file) => file.startsWith("lib/") && /\/index\.tsx?$/.test(file))).toEqual([]);
  });
});
