import * as z from "zod";
import type { Clock } from "../clock";
import { type Answer, type Exchange, json, readJson } from "../exchange";
import type { Books } from "./books";
import { newId, type Order, orderWire } from "./entities";
import { badRequest, refusal } from "./errors";

const MAX_NOTES = 15;
const MAX_NOTE_LENGTH = 256;

const bodySchema = z.looseObject({
  amount: z.unknown().optional(),
  currency: z.unknown().optional(),
  receipt: z.unknown().optional(),
  notes: z.unknown().optional(),
  unique_receipt: z.boolean().optional(),
  payment: z.looseObject({ capture: z.string().optional() }).optional(),
});

function notesFault(notes: unknown): string | undefined {
  if (notes === undefined || (Array.isArray(notes) && notes.length === 0)) return undefined;
  const known = z.record(z.string(), z.union([z.string(), z.number()])).safeParse(notes);
  if (!known.success) return "The notes field must be an array.";
  const entries = Object.entries(known.data);
  if (entries.length > MAX_NOTES) return "Number of fields in notes should be less than or equal to 15";
  const isLong = entries.some(([, value]) => String(value).length > MAX_NOTE_LENGTH);
  return isLong ? "Notes can not exceed 256 characters." : undefined;
}

function fault({ amount, currency, receipt, notes }: z.infer<typeof bodySchema>): Answer | undefined {
  if (amount === undefined) return badRequest("The amount field is required.", "amount");
  if (!Number.isInteger(amount)) return badRequest("The amount must be an integer.", "amount");
  if ((amount as number) < 100) return badRequest("The amount must be at least INR 1.00", "amount");
  if (currency !== "INR") return badRequest("Currency is not supported", "currency");
  if (receipt !== undefined && (typeof receipt !== "string" || receipt.length > 40))
    return badRequest("The receipt may not be greater than 40 characters.", "receipt");
  const wrongNotes = notesFault(notes);
  return wrongNotes ? badRequest(wrongNotes, "notes") : undefined;
}

function create(request: Exchange, books: Books, clock: Clock): Answer {
  const parsed = bodySchema.safeParse(readJson(request.body));
  if (!parsed.success) return badRequest("Invalid request payload");
  const asked = parsed.data;
  const wrong = fault(asked);
  if (wrong) return wrong;
  const receipt = typeof asked.receipt === "string" ? asked.receipt : null;
  const earlier = receipt ? books.orders.all().find((order) => order.receipt === receipt) : undefined;
  if (earlier) {
    const isSame = asked.unique_receipt && earlier.amount === asked.amount && earlier.currency === asked.currency;
    return isSame ? json(200, orderWire(earlier)) : badRequest("Order receipt should be unique.", "receipt");
  }
  const notes = Array.isArray(asked.notes) ? {} : ((asked.notes ?? {}) as Record<string, string>);
  const order: Order = {
    ...{ id: newId("order"), amount: asked.amount as number, amountPaid: 0, currency: "INR", receipt },
    ...{ status: "created", attempts: 0, notes, createdAt: clock.now() },
    capturesAutomatically: asked.payment?.capture !== "manual",
  };
  return json(200, orderWire(books.orders.put(order)));
}

/** A page of a collection as the service gives it. */
export function collection<T>(request: Exchange, items: T[], wire: (item: T) => unknown): Answer {
  const count = Math.min(100, Number(request.query.get("count")) || 10);
  const skip = Number(request.query.get("skip")) || 0;
  const page = items.slice(skip, skip + count);
  return json(200, { entity: "collection", count: page.length, items: page.map(wire) });
}

/** `/v1/orders`. */
export function orders(request: Exchange, books: Books, clock: Clock): Answer {
  if (request.method === "POST") return create(request, books, clock);
  if (request.method !== "GET") return refusal(404);
  const receipt = request.query.get("receipt");
  const [from, to] = ["from", "to"].map((name) => Number(request.query.get(name)) * 1000);
  const found = books.orders
    .all()
    .filter((order) => !receipt || order.receipt === receipt)
    .filter(({ createdAt }) => (!from || createdAt >= from) && (!to || createdAt <= to));
  return collection(request, found, orderWire);
}
