import { timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Clock } from "../clock";
import { type Answer, type Exchange, json } from "../exchange";
import type { WebhookWish } from "../prompt-tokens";
import type { Books } from "./books";
import { checkout } from "./checkout";
import { disputeWire, orderWire, paymentWire, refundWire } from "./entities";
import { badRequest, refusal } from "./errors";
import { collection, orders } from "./orders";
import { payments } from "./payments";

export type RazorpaySetting = { books: Books; clock: Clock; keyId: string; keySecret: string };

const SCRIPT = readFileSync(new URL("./popup.js", import.meta.url));

function isAuthorised(request: Exchange, { keyId, keySecret }: RazorpaySetting): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const expected = Buffer.from(`Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function script(method: string): Answer {
  if (method !== "GET" && method !== "HEAD") return refusal(404);
  return {
    ...{ status: 200, body: SCRIPT },
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" },
  };
}

function order(request: Exchange, { books }: RazorpaySetting, [id = "", part]: string[]): Answer {
  const found = books.orders.get(id);
  if (request.method !== "GET") return refusal(404);
  if (!found) return badRequest("The id provided does not exist");
  if (!part) return json(200, orderWire(found));
  return part === "payments" ? collection(request, books.paymentsOf(id), paymentWire) : refusal(404);
}

const one = <T>(method: string, found: T | undefined, wire: (item: T) => unknown): Answer => {
  if (method !== "GET") return refusal(404);
  return found ? json(200, wire(found)) : badRequest("The id provided does not exist");
};

/** The HTTP API of the payment service, and the popup's script. `webhook` bends the events of what this request does. */
export function razorpayService(setting: RazorpaySetting) {
  const { books, clock } = setting;
  return function answer(request: Exchange, webhook?: WebhookWish): Answer {
    const { method, path } = request;
    if (path === "/v1/checkout.js") return script(method);
    if (path === "/v1/sandbox/checkout") return checkout(request, setting, webhook);
    const [version, kind, ...rest] = path.split("/").filter(Boolean);
    if (version !== "v1") return refusal(404);
    if (!isAuthorised(request, setting)) return refusal(401);
    if (kind === "orders") return rest.length > 0 ? order(request, setting, rest) : orders(request, books, clock);
    if (kind === "payments" && rest.length > 0) return payments(request, books, rest, webhook);
    if (kind === "refunds" && rest.length === 1) return one(method, books.refunds.get(rest[0]!), refundWire);
    if (kind === "disputes" && rest.length === 1) return one(method, books.disputes.get(rest[0]!), disputeWire);
    return refusal(404);
  };
}
