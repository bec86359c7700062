import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Clock } from "./clock";
import { type Answer, type Exchange, isRecord, json, readJson } from "./exchange";
import { type Fault, Faults } from "./faults";
import { geminiService } from "./gemini/service";
import { mailPage } from "./mail/mail-page";
import { Outbox } from "./mail/outbox";
import type { SandboxOptions } from "./options";
import { Engine } from "./replicate/engine";
import { replicateService } from "./replicate/service";
import { RequestLog } from "./request-log";

export type RunningSandbox = {
  url: string;
  smtpPort: number;
  clock: Clock;
  faults: Faults;
  log: RequestLog;
  close(): Promise<void>;
};

const MAX_BODY = 12 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Controls are open on the sandbox's own loopback port; through the app, or from elsewhere, they need the installation's token. */
function mayControl(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from((request.headers.authorization ?? "").replace(/^Bearer /, ""));
  const expected = Buffer.from(token);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return true;
  const isProxied = "x-sandbox-via" in request.headers || "x-forwarded-for" in request.headers;
  const isOwnHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(request.headers.host ?? "");
  // A browser's page elsewhere may reach this port too; it can't send JSON without saying where it comes from.
  return (
    !isProxied &&
    isOwnHost &&
    !("origin" in request.headers) &&
    /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "")
  );
}

function send(response: ServerResponse, answer: Answer, fault: Fault | undefined): void {
  const body = Buffer.from(answer.body ?? "");
  const cut = fault?.truncate ? body.subarray(0, Math.floor(body.length / 2)) : body;
  response.writeHead(answer.status, {
    ...answer.headers,
    "content-length": fault?.stallBody ? body.length : cut.length,
  });
  if (fault?.stallBody) response.flushHeaders();
  else response.end(cut);
}

const htmlFault = (status: number): Answer => ({
  status,
  headers: { "content-type": "text/html" },
  body: `<html><body><h1>${status} Service Temporarily Unavailable</h1></body></html>`,
});

function faultAnswer(fault: Fault): Answer | undefined {
  if (!fault.status) return undefined;
  if (fault.html) return htmlFault(fault.status);
  const text =
    fault.status === 429
      ? { detail: `Request was throttled. Your rate limit resets in ~${fault.retryAfter ?? 3}s.` }
      : { detail: `Asked for ${fault.status}`, status: fault.status };
  return json(fault.status, fault.body ?? text);
}

/** Starts the sandbox; resolves when both its doors listen. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const clock = new Clock();
  const faults = new Faults();
  const log = new RequestLog();
  const tuned = { speed: options.speed, fileTtlMs: options.fileTtlMs };
  let url = "";
  const engine = new Engine({
    stateDir: options.stateDir,
    clock,
    secret: options.replicateWebhookSecret,
    speed: () => tuned.speed,
    fileTtlMs: () => tuned.fileTtlMs,
    base: () => url,
  });
  const replicate = replicateService({
    engine,
    token: options.replicateToken,
    webhookSecret: options.replicateWebhookSecret,
    now: () => clock.now(),
    speed: () => tuned.speed,
    base: () => url,
  });
  const gemini = geminiService({ key: options.geminiKey });
  const outbox = new Outbox({
    stateDir: options.stateDir,
    user: options.mailUser,
    password: options.mailPassword,
    now: () => clock.iso(),
  });

  function control(request: IncomingMessage, path: string, exchange: Exchange): Answer {
    if (!mayControl(request, options.token))
      return json(401, { detail: "The sandbox token is needed here.", status: 401 });
    if (path === "/_log") {
      if (exchange.method === "DELETE") log.clear();
      const { query } = exchange;
      return json(200, {
        requests: log.find({ service: query.get("service"), method: query.get("method"), path: query.get("path") }),
      });
    }
    const asked = readJson(exchange.body);
    if (exchange.method !== "POST" || !isRecord(asked))
      return json(400, { detail: "POST a JSON object.", status: 400 });
    if (asked.clear === true) faults.clear();
    if (Array.isArray(asked.faults)) faults.add(asked.faults as Fault[]);
    if (typeof asked.speed === "number" && asked.speed >= 0) tuned.speed = asked.speed;
    if (typeof asked.fileTtlMs === "number") tuned.fileTtlMs = asked.fileTtlMs;
    if (typeof asked.advanceMs === "number") clock.advance(asked.advanceMs);
    return json(200, { faults: faults.pending(), speed: tuned.speed, fileTtlMs: tuned.fileTtlMs, now: clock.iso() });
  }

  /** A fault of the line or the service, around the service's own answer. */
  async function serve(service: string, exchange: Exchange, response: ServerResponse): Promise<number | "cut"> {
    const fault = faults.take(service, exchange.method, exchange.path);
    if (fault?.latency) await new Promise((resolve) => setTimeout(resolve, fault.latency));
    if (fault?.hang) return "cut";
    if (fault?.reset === "before") return response.destroy() && "cut";
    const instead = fault && faultAnswer(fault);
    const answer = instead ?? (service === "replicate" ? await replicate(exchange, fault?.webhook) : gemini(exchange));
    const { "x-sandbox-reset": reset, ...headers } = answer.headers ?? {};
    if (fault?.reset === "after" || reset) return response.destroy() && "cut";
    send(response, { ...answer, headers }, fault);
    return answer.status;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = Date.now();
    const address = new URL(request.url ?? "/", "http://sandbox.invalid");
    const body = await readBody(request);
    if (!body) return send(response, json(413, { detail: "Request too large", status: 413 }), undefined);
    const exchange: Exchange = {
      method: request.method ?? "GET",
      path: address.pathname,
      query: address.searchParams,
      headers: request.headers,
      body,
    };
    const [, service = ""] = address.pathname.split("/");
    if (service === "replicate" || service === "gemini") {
      const path = address.pathname.slice(service.length + 1);
      const status = await serve(service, { ...exchange, path }, response);
      return log.add({
        at: clock.iso(),
        service,
        method: exchange.method,
        path,
        status,
        ms: Date.now() - startedAt,
        ...(body.length > 0 ? { body: body.toString("utf8") } : {}),
      });
    }
    if (address.pathname === "/_log" || address.pathname === "/_control")
      return send(response, control(request, address.pathname, exchange), undefined);
    if (address.pathname === "/_health") return send(response, json(200, { status: "ok" }), undefined);
    if (address.pathname === "/mail.json")
      return send(
        response,
        json(200, outbox.find(address.searchParams.get("to")), { "cache-control": "no-store" }),
        undefined,
      );
    if (address.pathname === "/mail")
      return send(response, { status: 200, ...mailPage(outbox.find(address.searchParams.get("to"))) }, undefined);
    send(response, json(404, { detail: "The sandbox has nothing here.", status: 404 }), undefined);
  }

  const server: Server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
      if (!response.headersSent)
        send(response, json(500, { detail: "The sandbox made a mistake.", status: 500 }), undefined);
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const bound = server.address();
  url = `http://${options.host}:${typeof bound === "object" && bound ? bound.port : options.port}`;
  const smtpPort = await outbox.listen(options.smtpPort, options.host);
  return {
    url,
    smtpPort,
    clock,
    faults,
    log,
    async close() {
      server.closeAllConnections();
      engine.close();
      await Promise.all([new Promise((resolve) => server.close(resolve)), outbox.close()]);
    },
  };
}
