import "./broken-pipe.mjs";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import next from "next";
import { ROOT } from "./environment.mjs";

/** The web process: Next behind a server that tells it the caller's true address. */
const isDev = process.env.NODE_ENV === "development";
const port = Number(process.env.PORT ?? 3000);
const isSandboxed = Boolean(process.env.SANDBOX_URL);
const host = process.env.HOST || (isSandboxed ? "127.0.0.1" : "0.0.0.0");
const hops = Number(process.env.TRUSTED_PROXY_HOPS ?? 0);
/** How long answers under way may take once no new ones are taken. */
const FINISH_MS = 10_000;
/** How long a balancer has to notice that this process is leaving, while it still answers everything. */
const drainMs = Number(process.env.DRAIN_MS || 0);
/** Where lib/http/world.ts keeps it. */
const WORLD = Symbol.for("community-ai-studio.world");
/** A year; whatever runs beside the studio below its name must speak https, too. */
const HSTS = process.env.APP_URL?.startsWith("https:") ? "max-age=31536000; includeSubDomains" : undefined;

if (isSandboxed && !/^(localhost|127\..*|::1)$/.test(host)) {
  process.stderr.write(
    `WARNING: HOST opens sandboxed services to ${host}. Whoever reaches it reads everybody's reset links and makes credits.\n`,
  );
}

const app = next({ dev: isDev, dir: ROOT, hostname: host, port });
const handle = app.getRequestHandler();
await app.prepare();
// Next builds what handlers need beside this (instrumentation.ts); where that fails, the process ends. In development it may wait for the first request.
while (!isDev && !globalThis[WORLD]) await pause(10);

/** Next keeps what a client sends as X-Forwarded-For, so the socket's own address goes last, and alone without trusted proxies. */
function tellAddress(request) {
  const own = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const sent = request.headers["x-forwarded-for"];
  request.headers["x-forwarded-for"] = hops > 0 && sent ? `${sent}, ${own}` : own;
  if (hops === 0) for (const name of ["host", "proto", "port"]) delete request.headers[`x-forwarded-${name}`];
  // Next's own mark; from outside it can only be an attack.
  delete request.headers["x-middleware-subrequest"];
}

const answering = new Set();
let isLeaving = false;
let isStopping = false;
const isReadiness = (request) => request.url?.split("?")[0] === "/api/health/ready";

/** What a balancer hears of a process that leaves. */
function sayLeaving(response) {
  const problem = { type: "about:blank", title: "Service Unavailable", status: 503, code: "provider_unavailable" };
  response.writeHead(503, { "Content-Type": "application/problem+json", "Cache-Control": "no-store" });
  response.end(JSON.stringify({ ...problem, detail: "This process is leaving." }));
}
const isEventStream = (response) => String(response.getHeader("content-type")).startsWith("text/event-stream");

// Looked at often: at Node's own half a minute, a slow client would have that on top of its time.
const server = createServer({ connectionsCheckingInterval: 5_000 }, (request, response) => {
  tellAddress(request);
  if (HSTS) response.setHeader("Strict-Transport-Security", HSTS);
  if (isLeaving) {
    response.setHeader("Connection", "close");
    if (isReadiness(request)) return sayLeaving(response);
  }
  answering.add(response);
  response.once("close", () => {
    answering.delete(response);
    if (isStopping) server.closeIdleConnections();
  });
  handle(request, response).catch((error) => {
    process.stderr.write(`${JSON.stringify({ level: "error", event: "request crashed", message: String(error) })}\n`);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
if (isDev) server.on("upgrade", app.getUpgradeHandler());
server.requestTimeout = 60_000;
server.headersTimeout = 20_000;
// Longer than a proxy in front keeps its connections, so that it never reuses one that we are closing.
server.keepAliveTimeout = 65_000;
server.on("error", (error) => {
  const isTaken = error.code === "EADDRINUSE";
  process.stderr.write(isTaken ? `Port ${port} is taken. Set PORT to another one.\n` : `${error.message}\n`);
  process.exit(1);
});
server.listen(port, host, () => process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`));

/** Not ready any more, so that a balancer sends nobody here; after DRAIN_MS no new connections are taken, and what is being answered is finished. */
function leave() {
  if (isLeaving) return;
  isLeaving = true;
  setTimeout(shutDown, drainMs);
}

/** Event streams end now: browsers come back by themselves, elsewhere. */
function shutDown() {
  isStopping = true;
  server.close(() => process.exit(0));
  for (const response of answering) if (isEventStream(response)) response.destroy();
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), FINISH_MS).unref();
}
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, leave);
