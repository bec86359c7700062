import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "@/lib/start/environment.mjs";
import { isProduction, productionBreaches } from "@/lib/start/production-rules.mjs";

/** A complete public installation. Every value holds the word that must not be shown. */
const COMPLETE: Record<string, string> = {
  APP_URL: "https://studio.example",
  AUTH_SECRET: `hidden-${"a".repeat(40)}`,
  SIGNING_SECRET: `hidden-${"b".repeat(40)}`,
  DATABASE_URL: "postgresql://u:hidden@db.internal/studio",
  REPLICATE_API_TOKEN: "r8_hidden",
  SMTP_URL: "smtp://u:hidden@mail.example:587",
  RAZORPAY_KEY_ID: "rzp_live_hidden",
  RAZORPAY_KEY_SECRET: "hidden",
  RAZORPAY_WEBHOOK_SECRET: "hidden",
};
/** Names that the breaches begin with. */
const named = (env: Record<string, string>): string[] =>
  (productionBreaches(env) as string[]).map((breach) => /^[A-Z_, ]+/.exec(breach)?.[0].trim() ?? "");
const PAYMENTS = "RAZORPAY_KEY_ID, RAZORPAY_KEY_SECRET, RAZORPAY_WEBHOOK_SECRET";

describe("isProduction", () => {
  it.each([
    ["https://studio.example", true],
    ["https://192.168.1.4", true],
    ["https://localhost:3000", false],
    ["https://127.0.0.1", false],
    ["https://[::1]:3000", false],
    ["http://studio.example", false],
    ["http://192.168.1.4:3000", false],
    ["nonsense", false],
  ])("%s: %s", (APP_URL, expected) => expect(isProduction({ APP_URL })).toBe(expected));

  it("is not decided by NODE_ENV", () => expect(isProduction({ NODE_ENV: "production" })).toBe(false));
});

describe("productionBreaches", () => {
  it("lets a complete installation start", () => expect(productionBreaches(COMPLETE)).toEqual([]));

  it.each(["AUTH_SECRET", "SIGNING_SECRET", "DATABASE_URL", "SMTP_URL"])("refuses without %s", (name) => {
    expect(named({ ...COMPLETE, [name]: "" })).toEqual([name]);
  });

  it("refuses pictures without a key", () => {
    expect(named({ ...COMPLETE, REPLICATE_API_TOKEN: "" })).toEqual(["REPLICATE_API_TOKEN"]);
  });

  it.each(PAYMENTS.split(", "))("refuses live pictures with payments that lack %s", (name) => {
    expect(named({ ...COMPLETE, [name]: "" })).toEqual([name, PAYMENTS]);
  });

  it.each(["AUTH_SECRET", "SIGNING_SECRET"])("refuses a generated %s", (name) => {
    expect(named({ ...COMPLETE, GENERATED_SECRETS: name })).toEqual([name]);
  });

  it.each(["AUTH_SECRET", "SIGNING_SECRET"])("refuses a short %s", (name) => {
    expect(named({ ...COMPLETE, [name]: "hidden" })).toEqual([name]);
  });

  it.each([
    ["REPLICATE_API_TOKEN", "r8_sandboxhidden"],
    ["REPLICATE_BASE_URL", "http://127.0.0.1:4711/hidden/v1"],
    ["GEMINI_BASE_URL", "http://localhost:4711/hidden"],
    ["GEMINI_API_KEY", "sandbox-hidden"],
    ["SMTP_URL", "smtp://sandbox:hidden@127.0.0.1:2525"],
    ["CLOUDINARY_API_BASE", "http://127.0.0.1:4711/hidden"],
    ["SANDBOX_URL", "http://127.0.0.1:4711"],
    ["FAILPOINT", "after-create"],
  ])("refuses the sandbox behind %s", (name, value) => {
    expect(named({ ...COMPLETE, [name]: value })).toEqual([name]);
  });

  it.each([
    ["RAZORPAY_BASE_URL", "http://127.0.0.1:4711/hidden"],
    ["RAZORPAY_CHECKOUT_URL", "/sandbox/hidden"],
  ])("refuses payments that %s leads to a sandbox", (name, value) => {
    expect(named({ ...COMPLETE, [name]: value })).toEqual([name, PAYMENTS]);
  });

  it("refuses Cloudinary without an account", () => {
    expect(named({ ...COMPLETE, MEDIA_STORE: "cloudinary" })).toEqual(["CLOUDINARY_URL"]);
  });

  it.each(["rzp_test_sandboxhidden", "rzp_test_hidden"])(
    "refuses payments by %s beside live pictures, and says why",
    (key) => {
      const env = { ...COMPLETE, RAZORPAY_KEY_ID: key };
      expect(named(env)).toEqual(["RAZORPAY_KEY_ID", PAYMENTS]);
      expect(productionBreaches(env).join()).toContain("live pictures with sandboxed payments");
    },
  );

  it("allows a mail relay on this machine: it is no sandbox", () => {
    expect(productionBreaches({ ...COMPLETE, SMTP_URL: "smtp://127.0.0.1:25" })).toEqual([]);
  });

  it("names everything that is missing at once", () => {
    const missing = Object.keys(COMPLETE).filter((name) => name !== "APP_URL");
    expect(named({ APP_URL: "https://studio.example" })).toEqual(missing);
  });

  it.each(["http://studio.example", "http://8.8.8.8", "ftp://studio.example", "studio.example"])(
    "refuses %s as the public address",
    (APP_URL) => expect(named({ ...COMPLETE, APP_URL })).toEqual(["APP_URL"]),
  );

  it.each([
    "http://localhost:3000",
    "http://127.0.0.1",
    "http://192.168.1.7:3000",
    "http://10.0.0.2",
    "https://localhost",
  ])("lets %s start without any key", (APP_URL) => expect(productionBreaches({ APP_URL })).toEqual([]));

  it("never shows a value", () => {
    const shown = Object.keys(COMPLETE).flatMap((name) => productionBreaches({ ...COMPLETE, GENERATED_SECRETS: name }));
    expect(shown.length).toBeGreaterThan(8);
    expect(shown.join()).not.toContain("hidden");
  });
});

function runNode(args: string[], env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  // Empty counts as not given, whatever a developer's .env says.
  const none = Object.fromEntries(Object.keys(COMPLETE).map((name) => [name, ""]));
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...none, ...env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

describe("npm start in production", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), "production-"));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it("ends with an error, names all that is missing and no value, and starts nothing", async () => {
    const env = { APP_URL: "https://studio.example", AUTH_SECRET: "hidden-too-short", DATA_DIR: dataDir, PORT: "3999" };
    const { code, output } = await runNode(["lib/start/start.mjs"], env);
    expect(code).toBe(1);
    for (const name of Object.keys(COMPLETE).filter((one) => one !== "APP_URL")) expect(output).toContain(name);
    expect(output).not.toContain("hidden");
    expect(output).not.toContain("✓ Database");
  });

  it("knows a generated secret that was copied out of secrets.json", async () => {
    const copied = `hidden-${"c".repeat(57)}`;
    writeFileSync(path.join(dataDir, "secrets.json"), JSON.stringify({ AUTH_SECRET: copied }));
    const { code, output } = await runNode(["lib/start/start.mjs"], {
      ...COMPLETE,
      AUTH_SECRET: copied,
      DATA_DIR: dataDir,
    });
    expect(code).toBe(1);
    expect(output).toContain("AUTH_SECRET was generated on this machine");
    expect(output).not.toContain("hidden");
  });

  it("holds for a worker of its own too", async () => {
    const { SMTP_URL: _, ...env } = COMPLETE;
    const { code, output } = await runNode(["--import", "tsx", "lib/start/worker.ts"], { ...env, DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(output).toContain("SMTP_URL is missing");
    expect(output).not.toContain("hidden");
  });
});
