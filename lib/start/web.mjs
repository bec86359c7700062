import { createServer } from "node:http";
import next from "next";
import { ROOT } from "./environment.mjs";

/** The web process: Next behind a server that tells it the caller's true address. */
const isDev = process.env.NODE_ENV === "development";
const port = Number(process.env.PORT ?? 3000);
const isSandboxed = Boolean(process.env.SANDBOX_URL);
const host = process.env.HOST || (isSandboxed ? "127.0.0.1" : "0.0.0.0");
const hops = Number(process.env.TRUSTED_PROXY_HOPS ?? 0);

if (isSandboxed && !["127.0.0.1", "localhost", "::1"].includes(host)) {
  process.stderr.write(
    `WARNING: sandboxed services are reachable from ${host}. Anybody there can read reset links and make credits.\n`,
  );
}

const app = next({ dev: isDev, dir: ROOT, hostname: host, port });
const handle = app.getRequestHandler();
await app.prepare();

/** Next keeps what a client sends as X-Forwarded-For, so the socket's own address goes last (or alone, without trusted proxies). */
function tellAddress(request) {
  const own = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const sent = request.headers["x-forwarded-for"];
  request.headers["x-forwarded-for"] = hops > 0 && sent ? `${sent}, ${own}` : own;
  // Next's own marks; from outside they are only ever an attack.
  delete request.headers["x-middleware-subrequest"];
}

const server = createServer((request, response) => {
  tellAddress(request);
  handle(request, response).catch((error) => {
    process.stderr.write(`${JSON.stringify({ level: "error", event: "request crashed", message: String(error) })}\n`);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
if (isDev) server.on("upgrade", app.getUpgradeHandler());
server.requestTimeout = 60_000;
server.headersTimeout = 20_000;
server.listen(port, host, () => process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`));
server.on("error", (error) => {
  process.stderr.write(
    error.code === "EADDRINUSE" ? `Port ${port} is taken. Set PORT to another one.\n` : `${error.message}\n`,
  );
  process.exit(1);
});

/** Finishes what is being answered; event streams are cut, browsers come back by themselves. */
function shutDown() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 1_500).unref();
  setTimeout(() => process.exit(0), 5_000).unref();
}
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, shutDown);
