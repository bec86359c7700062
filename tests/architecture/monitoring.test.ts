import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openStudio, type Studio } from "@/tests/generation/studio";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(ROOT, "docs/monitoring", file), "utf8");

type Panel = { type: string; title: string; description?: string; targets?: { expr: string }[] };
const panels = (JSON.parse(read("dashboard.json")) as { panels: Panel[] }).panels;
const rules = (parse(read("alerts.yaml")) as { groups: { rules: { alert: string; expr: string }[] }[] }).groups.flatMap(
  (group) => group.rules,
);

let studio: Studio;
let metrics: string;
beforeAll(async () => {
  studio = await openStudio();
  const user = await studio.newUser(5);
  await user.generate({ prompt: "a red kite" });
  await user.get("/api/auth/me");
  metrics = await (await user.fetch("GET", "/api/metrics", undefined, { "X-Forwarded-For": "127.0.0.1" })).text();
});
afterAll(() => studio.close());

const namesIn = (expr: string) => expr.match(/\bstudio_\w+/g) ?? [];
const isThere = (name: string) => new RegExp(`^${name}(?:\\{| )`, "m").test(metrics);

describe("what a monitor is told", () => {
  it("is every figure that the dashboard draws and the alerts look at", () => {
    const exprs = [...panels.flatMap(({ targets = [] }) => targets), ...rules].map(({ expr }) => expr);
    const names = [...new Set(exprs.flatMap(namesIn))];
    expect(exprs.length).toBeGreaterThan(25);
    expect(names.length).toBeGreaterThan(12);
    // A state that nothing is in has no line.
    expect(names.filter((name) => !isThere(name) && name !== "studio_orders")).toEqual([]);
    expect(isThere("studio_no_such_figure")).toBe(false);
  });

  it("is drawn in panels that say what they mean", () => {
    const silent = panels.filter(({ type, description }) => type !== "row" && !description);
    expect(silent.map(({ title }) => title)).toEqual([]);
  });

  it("is Prometheus text: each figure once with its kind, and operations by their contract's path", () => {
    const kinds = [...metrics.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(metrics).toMatch(
      /^studio_http_request_seconds_count\{method="GET",path="\/api\/auth\/me",status="200"\} \d+$/m,
    );
    expect(metrics).toMatch(/^studio_process_database_connections\{state="idle"\} \d+$/m);
    for (const line of metrics.split("\n").filter(Boolean))
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) .+|[a-z0-9_]+(?:\{.+\})? [-+.\deNaInf]+)$/);
  });
});
