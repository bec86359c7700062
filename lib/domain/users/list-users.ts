import { unitsToCredits } from "@/lib/core/credits";
import type { QueryOf } from "@/lib/core/endpoint";
import { isId } from "@/lib/core/ids";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import { Conditions } from "@/lib/db/conditions";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { normalizeEmail } from "@/lib/domain/identity/email-address";
import type { UserRow, usersEndpoint } from "./contract";
import { maskedEmail } from "./masked-email";

type Row = {
  id: string;
  handle: string;
  name: string;
  email: string;
  is_verified: boolean;
  role: UserRow["role"];
  status: UserRow["status"];
  balance: number;
  created_at: Date;
  created_key: string;
};

const toView = (row: Row): UserRow => ({
  id: row.id,
  handle: row.handle,
  name: row.name,
  email: maskedEmail(row.email),
  isVerified: row.is_verified,
  role: row.role,
  status: row.status,
  balance: unitsToCredits(row.balance),
  createdAt: row.created_at.toISOString(),
});

/** Nothing that begins alike sorts behind it, byte by byte. */
const LAST_CHARACTER = "\u{10FFFF}";

/** What somebody typed to find somebody: an id, a whole e-mail address, or how a handle or name begins. */
function search(conditions: Conditions, typed: string): void {
  const text = typed.trim().normalize("NFC");
  const begins = text.replace(/^@/, "").toLowerCase();
  if (text === "") return;
  if (isId("user", text)) conditions.add((id) => `u.id = ${id}`, text);
  else if (text.lastIndexOf("@") > 0) conditions.add((email) => `u.email_normalized = ${email}`, normalizeEmail(text));
  else
    conditions.add(
      // A range and not LIKE: a plan that is made without the text can't use an index for LIKE.
      (from, to) =>
        `u.handle ~>=~ ${from} AND u.handle ~<~ ${to} OR lower(u.name) ~>=~ ${from} AND lower(u.name) ~<~ ${to}`,
      begins,
      `${begins}${LAST_CHARACTER}`,
    );
}

/** Everybody, newest first; see `usersEndpoint` for what is searched. */
export async function listUsers(
  ctx: Ctx<AdminActor>,
  { q, role, status, cursor, limit = DEFAULT_LIMIT }: QueryOf<typeof usersEndpoint>,
): Promise<Page<UserRow>> {
  const conditions = new Conditions();
  if (q) search(conditions, q);
  if (role) conditions.add((wanted) => `u.role = ${wanted}`, role);
  // Said as the index says it.
  if (status === "suspended") conditions.add(() => "u.status = 'suspended'");
  if (status === "active") conditions.add(() => "u.status = 'active'");
  if (cursor)
    conditions.add((at, id) => `(u.created_at, u.id) < (${at}::timestamptz, ${id})`, ...decodeInstantCursor(cursor));
  const { rows } = await ctx.pool.query<Row>(
    `SELECT u.id, u.handle, u.name, u.email, u.email_verified_at IS NOT NULL AS is_verified, u.role, u.status, u.created_at,
        u.created_at::text AS created_key, coalesce(a.balance_units, 0) AS balance
      FROM "user" u LEFT JOIN credit_account a ON a.user_id = u.id${conditions.where}
      ORDER BY u.created_at DESC, u.id DESC LIMIT ${conditions.place(limit + 1)}`,
    conditions.values,
  );
  return toPage(rows, limit, (row) => [row.created_key, row.id], toView);
}
