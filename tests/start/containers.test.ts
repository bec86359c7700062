import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "@/lib/start/environment.mjs";

/** What can be checked without an engine; what the steps of the image do is tried where the rest of the start is. */
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const exists = (file: string) => existsSync(path.join(ROOT, file));

/** Instructions, lines that go on joined, comments left out; per stage. */
const stages = read("Dockerfile")
  .replaceAll(/^\s*#.*$/gm, "")
  .replaceAll(/\\\n/g, " ")
  .split("\n")
  .map((line) => line.trim())
  .filter(Boolean)
  .reduce<string[][]>((all, line) => {
    if (line.startsWith("FROM ")) all.push([]);
    all.at(-1)?.push(line);
    return all;
  }, []);
const ignored = read(".dockerignore").trim().split("\n");
/** Files of ours that a command runs. */
const filesIn = (command: string) => command.match(/\blib\/[\w/.-]+\.(?:mjs|ts)/g) ?? [];

describe("the image", () => {
  const last = stages.at(-1) ?? [];

  it("is built in one stage and runs in another, on a Node that is kept for long", () => {
    expect(stages.map(([from]) => from)).toEqual(["FROM node:24-bookworm-slim AS build", "FROM node:24-bookworm-slim"]);
  });

  it("runs as nobody special, says whether it is well, and keeps what it keeps in a volume", () => {
    const user = last.findIndex((line) => /^USER (?!root)/.test(line));
    expect(user).toBeGreaterThan(last.findIndex((line) => line.startsWith("COPY")));
    expect(last.filter((line) => /^(?:HEALTHCHECK|VOLUME|EXPOSE|CMD)\b/.test(line))).toHaveLength(4);
    expect(last.slice(user).some((line) => line.startsWith("RUN"))).toBe(false);
  });

  it("copies and runs only what there is", () => {
    const copied = stages.flat().flatMap((line) => /^COPY (?!--from)(.+) \S+$/.exec(line)?.[1]?.split(" ") ?? []);
    expect(copied).toEqual(["package.json", "package-lock.json", "lib/start", "."]);
    expect(copied.filter((file) => !exists(file))).toEqual([]);
    const run = stages.flat().flatMap(filesIn);
    expect(run.length).toBeGreaterThan(3);
    expect(run.filter((file) => !exists(file))).toEqual([]);
  });

  it("holds no secret, no data of this machine and nothing that it builds itself", () => {
    for (const kept of [".env", ".data", ".data-test", ".git", "node_modules", ".next"])
      expect(ignored).toContain(kept);
    // All that the build is made of goes in.
    for (const needed of ["app", "components", "lib", "prisma", "public"])
      expect(ignored.filter((one) => one === needed)).toEqual([]);
    expect(read("Dockerfile")).not.toMatch(/^(?:ARG|ENV) .*(?:SECRET|TOKEN|PASSWORD|KEY)/m);
  });
});

describe("compose.yaml", () => {
  type Service = {
    image?: string;
    profiles?: string[];
    command?: string[];
    ports?: string[];
    environment?: Record<string, string>;
    depends_on?: Record<string, { condition: string }>;
    healthcheck?: { disable?: boolean; test?: string[] };
    cap_drop?: string[];
    read_only?: boolean;
    volumes?: string[];
  };
  const { services, volumes } = parse(read("compose.yaml"), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, null>;
  };
  const ours = Object.entries(services).filter(([name]) => name !== "db");

  it("has a way to try it and one to run it, and each service belongs to one", () => {
    expect(Object.keys(services)).toEqual(["db", "trial", "migrate", "web", "worker"]);
    for (const [name, { profiles }] of ours)
      expect([name, profiles]).toEqual([name, [name === "trial" ? "trial" : "production"]]);
  });

  it("opens no port to the network: the trial's mail and money are for this machine, and a TLS proxy stands before production", () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  });

  it("waits for what a service needs, and names only what is there", () => {
    for (const [, { depends_on = {}, command = [], volumes: mounted = [] }] of Object.entries(services)) {
      for (const needed of Object.keys(depends_on)) expect(services[needed]).toBeDefined();
      for (const file of filesIn(command.join(" "))) expect(exists(file)).toBe(true);
      for (const volume of mounted) expect(volumes).toHaveProperty(volume.split(":")[0] ?? "");
    }
    const conditions = ours.flatMap(([, { depends_on = {} }]) =>
      Object.values(depends_on).map(({ condition }) => condition),
    );
    expect(new Set(conditions)).toEqual(new Set(["service_healthy", "service_completed_successfully"]));
  });

  it("gives the studio's containers no right that they do not need", () => {
    for (const [, service] of ours) expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
  });

  it("pins the database's version and sets only variables that are explained", () => {
    expect(services.db?.image).toMatch(/^postgres:\d+/);
    const explained = [...read(".env.example").matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    const set = ours.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(set.length).toBeGreaterThan(0);
    expect(set.filter((name) => !explained.includes(name))).toEqual([]);
  });
});
