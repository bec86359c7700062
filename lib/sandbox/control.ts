import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import * as z from "zod";
import type { Clock } from "./clock";
import { type Answer, type Exchange, json, readJson } from "./exchange";
import { type Faults, faultSchema } from "./faults";
import { type Action, actionSchema, type Outcome } from "./razorpay/actions";
import type { RequestLog } from "./request-log";

/** What can be turned while the sandbox runs. */
export type Tuning = { speed: number; fileTtlMs: number; razorpayWebhookUrl: string; cloudinaryMaxBytes: number };

const bodySchema = z.strictObject({
  /** Forgets queued faults. */
  clear: z.boolean().optional(),
  faults: z.array(faultSchema).optional(),
  speed: z.number().min(0).optional(),
  /** Below 0: what ends is removed at once. */
  fileTtlMs: z.number().optional(),
  /** Where the payment service sends its events; empty for nowhere. */
  razorpayWebhookUrl: z.string().optional(),
  /** Largest picture of the plan, bytes. */
  cloudinaryMaxBytes: z.int().min(1).optional(),
  /** Done one after the other. */
  razorpay: z.array(actionSchema).optional(),
  /** Moves the sandbox's clock on, ms. */
  advanceMs: z.number().min(0).optional(),
});

const LOOPBACK_PEER = /^(::ffff:)?127\.|^::1$/;
const isLoopbackName = (name: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(name);

/**
 * Controls are open on the sandbox's own loopback port; through the app, or from elsewhere, they need the installation's token. A page of
 * another site may reach the port too, but can't hide where it comes from.
 */
export function mayControl(request: IncomingMessage, token: string): boolean {
  const { headers, socket } = request;
  const given = Buffer.from((headers.authorization ?? "").replace(/^Bearer /, ""));
  const expected = Buffer.from(token);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return true;
  const own = URL.parse(`http://${headers.host ?? ""}`);
  const isOwnDoor = own !== null && isLoopbackName(own.hostname) && Number(own.port || 80) === socket.localPort;
  const isDirect = !Object.keys(headers).some((name) => /^(x-forwarded-|x-sandbox-via$|forwarded$|origin$)/.test(name));
  const isSameSite = !["cross-site", "same-site"].includes(String(headers["sec-fetch-site"]));
  return isOwnDoor && isDirect && isSameSite && LOOPBACK_PEER.test(socket.remoteAddress ?? "");
}

type Controlled = {
  clock: Clock;
  faults: Faults;
  log: RequestLog;
  tuning: Tuning;
  act: (action: Action) => Outcome;
};

/** `POST /_control`: queue faults, clear them, turn time. Answers with how things stand. */
export function control(exchange: Exchange, { clock, faults, tuning, act }: Controlled): Answer {
  const done: unknown[] = [];
  if (exchange.method === "POST") {
    const asked = bodySchema.safeParse(readJson(exchange.body));
    if (!asked.success) return json(400, { detail: z.prettifyError(asked.error), status: 400 });
    const { clear, faults: queued, speed, fileTtlMs, advanceMs, razorpay } = asked.data;
    if (clear) faults.clear();
    faults.add(queued ?? []);
    tuning.speed = speed ?? tuning.speed;
    tuning.fileTtlMs = fileTtlMs ?? tuning.fileTtlMs;
    tuning.razorpayWebhookUrl = asked.data.razorpayWebhookUrl ?? tuning.razorpayWebhookUrl;
    tuning.cloudinaryMaxBytes = asked.data.cloudinaryMaxBytes ?? tuning.cloudinaryMaxBytes;
    clock.advance(advanceMs ?? 0);
    for (const action of razorpay ?? []) {
      const outcome = act(action);
      if ("wrong" in outcome) return json(400, { detail: outcome.wrong, status: 400 });
      done.push(outcome.done);
    }
  } else if (exchange.method !== "GET")
    return json(405, { detail: "GET or POST.", status: 405 }, { allow: "GET, POST" });
  return json(200, { faults: faults.pending(), ...tuning, now: clock.iso(), ...(done.length > 0 ? { done } : {}) });
}

/** `GET /_log?service=&method=&path=&status=`, `DELETE /_log`. */
export function showLog({ method, query }: Exchange, { log }: Controlled): Answer {
  if (method !== "GET" && method !== "DELETE") return json(405, { detail: "GET or DELETE.", status: 405 });
  if (method === "DELETE") log.clear();
  const [service, verb, path, status] = ["service", "method", "path", "status"].map((name) => query.get(name));
  return json(200, { requests: log.find({ service, method: verb, path, status }) });
}
