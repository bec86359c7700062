import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEnv } from "@/lib/env";
import { childEnvironment, readEnvironment, sandboxedParts } from "@/lib/start/environment.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "environment-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const read = (file: string, own: Record<string, string> = {}): Record<string, string> => {
  writeFileSync(path.join(root, ".env"), file);
  return readEnvironment({ root, own });
};

describe("readEnvironment", () => {
  it("lays the process's variables over .env, piece by piece", () => {
    const given = read("PORT=4000\nAPP_URL=http://localhost:4000\nSMTP_URL='smtp://a:b@mail.example' # ours\n", {
      PORT: "5000",
    });
    expect(given).toMatchObject({
      PORT: "5000",
      APP_URL: "http://localhost:4000",
      SMTP_URL: "smtp://a:b@mail.example",
    });
  });

  it("counts an empty value as not given, so the process can switch off what .env sets", () => {
    const given = read("REPLICATE_API_TOKEN=r8_real\nGEMINI_API_KEY=\n", { REPLICATE_API_TOKEN: "" });
    expect(given.REPLICATE_API_TOKEN).toBeUndefined();
    expect(sandboxedParts(given)).toEqual(["pictures", "prompt enhancement", "payments", "mail"]);
  });

  it("has defaults without any .env, and the data folder as a full path", () => {
    expect(readEnvironment({ root, own: {} })).toEqual({ PORT: "3000", DATA_DIR: path.join(root, ".data") });
    expect(readEnvironment({ root, own: { DATA_DIR: "elsewhere" } }).DATA_DIR).toBe(path.join(root, "elsewhere"));
  });

  it.each(["abc", "70000", "-1", "3000.5"])("refuses %s as a port", (PORT) => {
    expect(() => readEnvironment({ root, own: { PORT } })).toThrow("PORT is not a port number.");
  });
});

const SECRETS = {
  AUTH_SECRET: "a".repeat(64),
  SIGNING_SECRET: "b".repeat(64),
  SANDBOX_TOKEN: "t",
  SANDBOX_REPLICATE_TOKEN: "r8_sandbox1",
  SANDBOX_REPLICATE_WEBHOOK_SECRET: "whsec_1",
  SANDBOX_GEMINI_KEY: "sandbox-1",
  SANDBOX_RAZORPAY_KEY_ID: "rzp_test_sandbox1",
  SANDBOX_RAZORPAY_KEY_SECRET: "k",
  SANDBOX_RAZORPAY_WEBHOOK_SECRET: "w",
  SANDBOX_CLOUDINARY_KEY: "7",
  SANDBOX_CLOUDINARY_SECRET: "c",
  SANDBOX_MAIL_USER: "sandbox",
  SANDBOX_MAIL_PASSWORD: "p",
};
const sandbox = { url: "http://127.0.0.1:4711", smtpPort: 2525 };
const databaseUrl = "postgresql://studio:x@127.0.0.1:5433/studio";
const build = (given: Record<string, string>): Record<string, string> =>
  childEnvironment({ PORT: "3000", DATA_DIR: root, ...given }, SECRETS, { databaseUrl, sandbox });

describe("childEnvironment", () => {
  it("without any key sends everything to the sandbox, in words that the app understands", () => {
    const env = readEnv(build({}));
    expect(env.REPLICATE_BASE_URL).toBe("http://127.0.0.1:4711/replicate/v1");
    expect(env.GEMINI_BASE_URL).toBe("http://127.0.0.1:4711/gemini");
    expect(env.SMTP_URL).toBe("smtp://sandbox:p@127.0.0.1:2525");
    expect(env.RAZORPAY_BASE_URL).toBe("http://127.0.0.1:4711/razorpay");
    expect(env.CLOUDINARY_URL).toBeUndefined();
    expect(env.REPLICATE_FILE_HOSTS).toContain("127.0.0.1:4711");
    expect(env.GENERATED_SECRETS).toEqual(["AUTH_SECRET", "SIGNING_SECRET", "PROVIDER_KEYS_SECRET"]);
    expect(env.sandboxed).toEqual({ pictures: true, enhancement: true, payments: true, mail: true });
    expect(env.isProduction).toBe(false);
  });

  it("touches nothing of a part that has its own key", () => {
    const env = build({
      REPLICATE_API_TOKEN: "r8_real",
      SMTP_URL: "smtp://u:p@mail.example",
      AUTH_SECRET: "c".repeat(40),
    });
    expect(env).toMatchObject({
      REPLICATE_API_TOKEN: "r8_real",
      SMTP_URL: "smtp://u:p@mail.example",
      AUTH_SECRET: "c".repeat(40),
    });
    expect([env.REPLICATE_BASE_URL, env.REPLICATE_WEBHOOK_SECRET, env.REPLICATE_FILE_HOSTS]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(env.GENERATED_SECRETS).toBe("SIGNING_SECRET,PROVIDER_KEYS_SECRET");
    expect(readEnv(env).sandboxed).toEqual({ pictures: false, enhancement: true, payments: true, mail: false });
  });

  it("sends files to the sandbox only where they are to go to Cloudinary and no account is named", () => {
    expect(readEnv(build({ MEDIA_STORE: "cloudinary" })).CLOUDINARY_URL).toBe("cloudinary://7:c@sandbox");
    const own = { MEDIA_STORE: "cloudinary", CLOUDINARY_URL: "cloudinary://1:2@own" };
    expect(build(own)).toMatchObject({ CLOUDINARY_URL: "cloudinary://1:2@own" });
    expect(build(own).CLOUDINARY_API_BASE).toBeUndefined();
  });

  it("keeps hosts that the operator allows beside the sandbox's", () => {
    expect(build({ REPLICATE_FILE_HOSTS: "files.example" }).REPLICATE_FILE_HOSTS).toBe("files.example,127.0.0.1:4711");
  });

  it("generates nothing and sends nothing to the sandbox in production", () => {
    const given = { APP_URL: "https://studio.example" };
    const env = build(given);
    const own = { PORT: "3000", DATA_DIR: root, ...given, DATABASE_URL: databaseUrl, GENERATED_SECRETS: "" };
    expect(env).toEqual(own);
    expect(sandboxedParts(env)).toEqual([]);
  });
});
