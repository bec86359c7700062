import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generatedIn, readSecrets } from "@/lib/start/secrets.mjs";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "secrets-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
const file = () => path.join(dataDir, "secrets.json");
const modeOf = () => statSync(file()).mode & 0o777;

describe("readSecrets", () => {
  it("makes every secret once, in a file that only its owner may read", async () => {
    const made = await readSecrets(dataDir);
    expect(modeOf()).toBe(0o600);
    expect(JSON.parse(readFileSync(file(), "utf8"))).toEqual(made);
    expect(await readSecrets(dataDir)).toEqual(made);
    for (const name of ["AUTH_SECRET", "SIGNING_SECRET", "SANDBOX_TOKEN"]) expect(made[name]).toMatch(/^[0-9a-f]{64}$/);
    expect(made.SANDBOX_REPLICATE_TOKEN).toMatch(/^r8_sandbox/);
    const [prefix, key] = made.SANDBOX_REPLICATE_WEBHOOK_SECRET.split("_");
    expect([prefix, Buffer.from(key, "base64").length]).toEqual(["whsec", 32]);
    expect(new Set(Object.values(made)).size).toBe(Object.keys(made).length);
  });

  it("two installations share nothing", async () => {
    const other = mkdtempSync(path.join(os.tmpdir(), "secrets-"));
    const [mine, theirs] = await Promise.all([readSecrets(dataDir), readSecrets(other)]);
    const shared = Object.keys(mine).filter((name) => mine[name] === theirs[name]);
    expect(shared).toEqual(["SANDBOX_MAIL_USER"]);
    rmSync(other, { recursive: true });
  });

  it("adds what a newer version needs and keeps the rest", async () => {
    const made = await readSecrets(dataDir);
    const { SANDBOX_GEMINI_KEY, ...older } = made;
    writeFileSync(file(), JSON.stringify(older));
    const now = await readSecrets(dataDir);
    expect(now).toMatchObject(older);
    expect(now.SANDBOX_GEMINI_KEY).toBeTruthy();
    expect(now.SANDBOX_GEMINI_KEY).not.toBe(SANDBOX_GEMINI_KEY);
  });

  it("closes a file that was left open to others", async () => {
    await readSecrets(dataDir);
    chmodSync(file(), 0o644);
    await readSecrets(dataDir);
    expect(modeOf()).toBe(0o600);
  });

  it("does not replace a damaged file, which would sign everybody out", async () => {
    writeFileSync(file(), '{"AUTH_SECRET": "half');
    await expect(readSecrets(dataDir)).rejects.toThrow(/is damaged/);
    expect(readFileSync(file(), "utf8")).toBe('{"AUTH_SECRET": "half');
  });
});

describe("generatedIn", () => {
  it("knows a generated secret again that was copied into the environment", async () => {
    const made = await readSecrets(dataDir);
    const given = { DATA_DIR: dataDir, AUTH_SECRET: made.AUTH_SECRET, SIGNING_SECRET: "s".repeat(40) };
    expect(generatedIn(given)).toBe("AUTH_SECRET");
    expect(generatedIn({ DATA_DIR: dataDir, AUTH_SECRET: "a".repeat(40) })).toBe("");
  });
});
