import { createHmac, timingSafeEqual } from "node:crypto";
import { invalid } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { World } from "@/lib/db/ctx";
import type { Env } from "@/lib/env";
import { NOTIFICATION_KINDS, type NotificationKind } from "./contract";
import { changeSettings } from "./update-settings";

/** `<user id>.<HMAC>`: works for as long as the mail lies in somebody's inbox, ends the daily mail, and is good for nothing else. */
export function unsubscribeToken(env: Pick<Env, "SIGNING_SECRET">, userId: string): string {
  return `${userId}.${createHmac("sha256", env.SIGNING_SECRET).update(`unsubscribe:${userId}`).digest("base64url")}`;
}

/** Whose mail a token that we made ends; undefined for anything else. */
function readToken(env: Pick<Env, "SIGNING_SECRET">, token: string): string | undefined {
  const [userId = ""] = token.split(".");
  const [given, expected] = [Buffer.from(token), Buffer.from(unsubscribeToken(env, userId))];
  if (!isId("user", userId) || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return userId;
}

/** Ends the daily mail of whom the token names: no kind is mailed any more, what the app shows stays. Again changes nothing. Throws `validation_failed`. */
export async function unsubscribe(world: World, token: string): Promise<void> {
  const userId = readToken(world.env, token);
  const isThere = userId && (await world.db.user.findUnique({ where: { id: userId }, select: { id: true } }));
  if (!isThere) throw invalid("token", "This link is not complete. Copy the whole of it from the mail.");
  const kinds = Object.keys(NOTIFICATION_KINDS) as NotificationKind[];
  await changeSettings(
    world,
    userId,
    kinds.map((kind) => ({ kind, mail: false })),
  );
}
