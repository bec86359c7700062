import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SandboxOptions } from "@/lib/sandbox/options";
import { startSandbox } from "@/lib/sandbox/server";

export const REPLICATE_TOKEN = "r8_sandbox_contract";
export const GEMINI_KEY = "gemini-contract";
export const TOKEN = "sandbox-token-contract";
/** The secret of the worked vectors in the providers' notes. */
export const WEBHOOK_SECRET = "whsec_c2FuZGJveC1yZXBsaWNhdGUtc2VjcmV0LTAwMDE=";

export const RAZORPAY_KEY_ID = "rzp_test_sandboxcontract";
export const RAZORPAY_KEY_SECRET = "sandbox_key_secret";
export const RAZORPAY_WEBHOOK_SECRET = "whsec_local";
export const CLOUDINARY_KEY = "777700001111222";
export const CLOUDINARY_SECRET = "sekret";

/** A sandbox of one test file, with its state in a folder of its own. */
export async function openSandbox(changes: Partial<SandboxOptions> = {}) {
  const stateDir = await mkdtemp(path.join(tmpdir(), "sandbox-test-"));
  const options: SandboxOptions = {
    host: "127.0.0.1",
    port: 0,
    smtpPort: 0,
    stateDir,
    token: TOKEN,
    replicateToken: REPLICATE_TOKEN,
    replicateWebhookSecret: WEBHOOK_SECRET,
    geminiKey: GEMINI_KEY,
    razorpayKeyId: RAZORPAY_KEY_ID,
    razorpayKeySecret: RAZORPAY_KEY_SECRET,
    razorpayWebhookSecret: RAZORPAY_WEBHOOK_SECRET,
    cloudinaryKey: CLOUDINARY_KEY,
    cloudinarySecret: CLOUDINARY_SECRET,
    mailUser: "sandbox",
    mailPassword: "mail-password",
    speed: 0.05,
    fileTtlMs: 3_600_000,
    ...changes,
  };
  const sandbox = await startSandbox(options);
  return {
    ...sandbox,
    options,
    control: async (body: unknown) =>
      (await fetch(`${sandbox.url}/_control`, { method: "POST", body: JSON.stringify(body) })).json(),
    async close() {
      await sandbox.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

export type Delivery = { headers: Record<string, string>; body: string };

/** Somebody who receives webhooks and answers what the test says. */
export async function openReceiver(statusOf: (count: number) => number = () => 200) {
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      deliveries.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() });
      response.writeHead(statusOf(deliveries.length)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    deliveries,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Waits until `look` gives something, at most fifteen seconds. */
export async function eventually<T>(look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  for (const until = Date.now() + 15_000; Date.now() < until; ) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("Waited in vain");
}
