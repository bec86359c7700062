import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Clock } from "./clock";
import { Assets } from "./cloudinary/assets";
import { refusal as cloudinaryRefusal } from "./cloudinary/errors";
import { CLOUD, cloudinaryService, FREE_PLAN_MAX_BYTES, MAX_REQUEST_BYTES } from "./cloudinary/service";
import { Faults } from "./faults";
import { refusal as geminiRefusal } from "./gemini/errors";
import { geminiService } from "./gemini/service";
import { Outbox } from "./mail/outbox";
import type { SandboxOptions } from "./options";
import { type Action, perform } from "./razorpay/actions";
import { Books } from "./razorpay/books";
import { refusal as razorpayRefusal } from "./razorpay/errors";
import { razorpayService } from "./razorpay/service";
import { Webhooks } from "./razorpay/webhooks";
import { Engine } from "./replicate/engine";
import { refusal as replicateRefusal } from "./replicate/errors";
import { replicateService } from "./replicate/service";
import { RequestLog } from "./request-log";
import { type Routed, route } from "./router";

export type RunningSandbox = {
  url: string;
  smtpPort: number;
  clock: Clock;
  faults: Faults;
  log: RequestLog;
  close(): Promise<void>;
};

/** Starts the sandbox; resolves when both its doors listen. Throws when a port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const clock = options.clock ?? new Clock();
  const faults = new Faults();
  const log = new RequestLog(clock);
  const { speed, fileTtlMs, razorpayWebhookUrl = "" } = options;
  const tuning = { speed, fileTtlMs, razorpayWebhookUrl, cloudinaryMaxBytes: FREE_PLAN_MAX_BYTES };
  const { host, stateDir, replicateWebhookSecret: webhookSecret } = options;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${port}`;
  const outbox = new Outbox({ stateDir, user: options.mailUser, password: options.mailPassword, clock, faults, log });
  const smtpPort = await outbox.listen(options.smtpPort, host);
  const base = () => url;
  const engine = new Engine({ stateDir, clock, log, webhookSecret, fileTtlMs: () => tuning.fileTtlMs, base });
  const replicate = { engine, token: options.replicateToken, webhookSecret, clock, speed: () => tuning.speed, base };
  const webhooks = new Webhooks({
    ...{ stateDir, clock, log, secret: options.razorpayWebhookSecret },
    ...{ url: () => tuning.razorpayWebhookUrl, speed: () => tuning.speed },
  });
  const books = new Books(stateDir, clock, webhooks);
  const { razorpayKeyId: keyId, razorpayKeySecret: keySecret } = options;
  const cloudinary = cloudinaryService({
    ...{ assets: new Assets(path.join(stateDir, "cloudinary"), clock), clock, base, cloud: CLOUD },
    ...{ key: options.cloudinaryKey, secret: options.cloudinarySecret, maxBytes: () => tuning.cloudinaryMaxBytes },
  });
  const services: Routed["services"] = {
    replicate: { answer: replicateService(replicate), refuse: replicateRefusal },
    razorpay: { answer: razorpayService({ books, clock, keyId, keySecret }), refuse: razorpayRefusal },
    gemini: { answer: geminiService({ key: options.geminiKey }), refuse: geminiRefusal },
    cloudinary: { answer: cloudinary, refuse: cloudinaryRefusal, maxBody: MAX_REQUEST_BYTES },
  };
  const act = (action: Action) => perform(action, books, webhooks);
  const routed = { token: options.token, services, outbox, clock, faults, log, tuning, act };
  server.on("request", (request, response) => void route(request, response, routed).catch(() => response.destroy()));
  return {
    url,
    smtpPort,
    clock,
    faults,
    log,
    async close() {
      engine.close();
      webhooks.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, outbox.close()]);
    },
  };
}
