import * as z from "zod/mini";
import { invalid } from "./errors";

/** A keyset page. `nextCursor` is opaque to clients and null on the last page. */
export type Page<T> = { items: T[]; nextCursor: string | null };

export const DEFAULT_LIMIT = 20;

export const pageQuery = {
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
};

export const page = <T extends z.core.$ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });

/** Sort keys of the last row as base64url JSON. */
export function encodeCursor(keys: readonly (string | number)[]): string {
  return btoa(JSON.stringify(keys)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const badCursor = () => invalid("cursor", "This cursor is not one that we gave out.");

/** The keys of `encodeCursor`; throws `validation_failed` on the field `cursor` unless it holds `length` of them. */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  try {
    const keys: unknown = JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
    const isKey = (key: unknown) => (typeof key === "string" && key.length <= 100) || Number.isSafeInteger(key);
    if (Array.isArray(keys) && keys.length === length && keys.every(isKey)) return keys;
  } catch {}
  throw badCursor();
}

/** Cuts `limit + 1` fetched rows into a page. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  keysOf: (row: Row) => readonly (string | number)[],
  view: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(view),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keysOf(last)) : null,
  };
}

const INSTANT = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?)[+-]\d\d(?::\d\d)?$/;

/** An instant as PostgreSQL writes it in its text form, and one that there is: no 31 February. */
export function isInstant(text: string): boolean {
  const [, plain] = INSTANT.exec(text) ?? [];
  if (!plain) return false;
  const at = new Date(`${plain.slice(0, 19).replace(" ", "T")}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(plain.slice(0, 19).replace(" ", "T"));
}

/** A cursor of (instant as PostgreSQL writes it, id); throws `validation_failed` on the field `cursor` for anything else. */
export function decodeInstantCursor(cursor: string): [instant: string, id: string] {
  const [instant, id] = decodeCursor(cursor, 2);
  if (typeof instant === "string" && isInstant(instant) && typeof id === "string") return [instant, id];
  throw badCursor();
}

/** A cursor of one whole number; throws `validation_failed` on the field `cursor` for anything else. */
export function decodeNumberCursor(cursor: string): number {
  const [key] = decodeCursor(cursor, 1);
  if (typeof key === "number") return key;
  throw badCursor();
}
