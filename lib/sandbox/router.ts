import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "./clock";
import { control, mayControl, showLog, type Tuning } from "./control";
import { type Answer, type Exchange, edgeError, json } from "./exchange";
import type { Fault, Faults } from "./faults";
import { mailPage } from "./mail/mail-page";
import type { Outbox } from "./mail/outbox";
import type { WebhookWish } from "./prompt-tokens";
import type { Action, Outcome } from "./razorpay/actions";
import type { RequestLog } from "./request-log";

/** One provider: its answers, and its own words for a status that was asked for. */
export type Service = {
  answer: (exchange: Exchange, webhook?: WebhookWish) => Answer | Promise<Answer>;
  refuse: (status: number, retryAfterS?: number) => Answer;
  /** Largest request in bytes; `MAX_BODY` when absent. */
  maxBody?: number;
};

export type Routed = {
  token: string;
  services: Record<string, Service>;
  outbox: Outbox;
  clock: Clock;
  faults: Faults;
  log: RequestLog;
  tuning: Tuning;
  /** Does what a merchant's dashboard or a bank would. */
  act: (action: Action) => Outcome;
};

/** Above what a client may inline in a request. */
const MAX_BODY = 12 * 1024 * 1024;

async function readBody(request: IncomingMessage, maxBody = MAX_BODY): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Sends an answer, or does to the line what its mishap says. Tells the log what became of it. */
function send(response: ServerResponse, { status, headers, body, mishap }: Answer): number | "cut" {
  if (mishap?.isHung) return "cut";
  if (mishap?.isReset) {
    response.destroy();
    return "cut";
  }
  const whole = Buffer.from(body ?? "");
  const sent = mishap?.isTruncated ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
  response.writeHead(status, {
    "x-content-type-options": "nosniff",
    ...headers,
    "content-length": mishap?.isStalled ? whole.length : sent.length,
  });
  if (mishap?.isStalled) response.flushHeaders();
  else response.end(sent);
  return mishap?.isStalled ? "cut" : status;
}

/** The answer with another signature in it, as if somebody between had written it. */
const wronglySigned = ({ body, ...answer }: Answer): Answer => ({
  ...answer,
  body: String(body).replace(/"signature":"[^"]*"/, `"signature":"${"0".repeat(40)}"`),
});

function askedFor(fault: Fault, service: Service): Answer | undefined {
  if (fault.garbage) return { status: 200, headers: { "content-type": "text/plain" }, body: "upstream said something" };
  if (fault.html) return edgeError(fault.status ?? 503);
  if (fault.status === undefined) return undefined;
  return fault.body === undefined ? service.refuse(fault.status, fault.retryAfter) : json(fault.status, fault.body);
}

/** The service's answer with the next queued fault around it. */
async function answerWithFault(name: string, service: Service, exchange: Exchange, faults: Faults): Promise<Answer> {
  const fault = faults.take(name, exchange.method, exchange.path);
  if (!fault) return service.answer(exchange);
  if (fault.latency) await new Promise((resolve) => setTimeout(resolve, fault.latency));
  if (fault.hang) return { status: 0, mishap: { isHung: true } };
  if (fault.reset === "before") return { status: 0, mishap: { isReset: true } };
  const said = askedFor(fault, service) ?? (await service.answer(exchange, fault.webhook));
  const answer = fault.wrongSignature ? wronglySigned(said) : said;
  const mishap = { isReset: fault.reset === "after", isTruncated: fault.truncate, isStalled: fault.stallBody };
  return { ...answer, mishap: { ...answer.mishap, ...mishap } };
}

function ownPages(request: IncomingMessage, exchange: Exchange, routed: Routed): Answer {
  const { path, query } = exchange;
  if (path === "/_control" || path === "/_log") {
    if (!mayControl(request, routed.token))
      return json(401, {
        detail: "This needs the sandbox's token: Authorization: Bearer <SANDBOX_TOKEN>",
        status: 401,
      });
    return path === "/_log" ? showLog(exchange, routed) : control(exchange, routed);
  }
  const isRead = exchange.method === "GET" || exchange.method === "HEAD";
  if (path === "/_health" && isRead) return json(200, { status: "ok", now: routed.clock.iso() });
  if (path === "/mail.json" && isRead)
    return json(200, routed.outbox.find(query.get("to")), { "cache-control": "no-store" });
  if (path === "/mail" && isRead)
    return { status: 200, ...mailPage(routed.outbox.find(query.get("to")), query.get("to")) };
  return json(404, { title: "Not found", detail: "The sandbox has nothing here.", status: 404 });
}

/** Answers one request; every one is in the log, from its arrival on. */
export async function route(request: IncomingMessage, response: ServerResponse, routed: Routed): Promise<void> {
  const address = URL.parse(request.url ?? "/", "http://sandbox.invalid");
  if (!address) return void send(response, json(400, { detail: "Not an address.", status: 400 }));
  const method = request.method ?? "GET";
  const [, name = ""] = address.pathname.split("/");
  const service = Object.hasOwn(routed.services, name) ? routed.services[name] : undefined;
  const path = service ? address.pathname.slice(name.length + 1) : address.pathname;
  const body = await readBody(request, service?.maxBody);
  const done = routed.log.open({ service: service ? name : "sandbox", method, path, ...(body ? { body } : {}) });
  if (!body) {
    const tooLarge = json(413, { title: "Payload too large", detail: "Request too large", status: 413 });
    return done(send(response, { ...tooLarge, headers: { ...tooLarge.headers, connection: "close" } }));
  }
  const exchange: Exchange = { method, path, query: address.searchParams, headers: request.headers, body };
  try {
    const answer = service
      ? await answerWithFault(name, service, exchange, routed.faults)
      : ownPages(request, exchange, routed);
    done(send(response, answer));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    done(500);
    if (response.headersSent) response.destroy();
    else send(response, json(500, { title: "Internal error", detail: "The sandbox made a mistake.", status: 500 }));
  }
}
