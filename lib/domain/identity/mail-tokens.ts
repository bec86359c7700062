import { createHash, createHmac } from "node:crypto";
import { type Id, newId } from "@/lib/core/ids";
import type { Tx } from "@/lib/db/prisma";
import type { Env } from "@/lib/env";
import { enqueue } from "@/lib/jobs/enqueue";
import { deriveKey } from "./session-tokens";

export type MailPurpose = "verify" | "reset";

/** The secret in a mailed link: derived from its row's id, so that neither the table nor the job queue ever holds it. */
export function mailTokenSecret(env: Pick<Env, "AUTH_SECRET">, id: string): string {
  return `${id}.${createHmac("sha256", deriveKey(env, "mail")).update(id).digest("base64url")}`;
}

export function hashMailToken(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Makes a single-use token and queues the mail that carries it; both or neither. */
export async function issueMailToken(tx: Tx, env: Env, userId: string, purpose: MailPurpose): Promise<void> {
  const id: Id<"mailToken"> = newId("mailToken");
  const hash = hashMailToken(mailTokenSecret(env, id));
  const ttlMs = purpose === "verify" ? env.MAIL_LINK_TTL_MS : env.RESET_LINK_TTL_MS;
  await tx.$executeRaw`INSERT INTO mail_token (id, user_id, purpose, token_hash, expires_at)
    VALUES (${id}, ${userId}, ${purpose}, ${hash}, now() + ${ttlMs} * interval '1 millisecond')`;
  await enqueue(tx, "send-mail", { mailTokenId: id });
}

/** Uses a token up and says whose it is; undefined when it is wrong, expired or used. The conditional UPDATE decides races. */
export async function redeemMailToken(tx: Tx, purpose: MailPurpose, secret: string): Promise<string | undefined> {
  const rows = await tx.$queryRaw<{ userId: string }[]>`
    UPDATE mail_token SET used_at = now()
    WHERE token_hash = ${hashMailToken(secret)} AND purpose = ${purpose} AND used_at IS NULL AND expires_at > now()
    RETURNING user_id AS "userId"`;
  return rows[0]?.userId;
}
