import type { World } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { ProviderError } from "@/lib/providers/provider-error";
import { NOTIFICATION_KINDS } from "./contract";
import { composeDigest } from "./digest-mail";
import { COLUMNS, IS_THERE, LINES, type LineRow, toNotification } from "./lines";
import { unsubscribeToken } from "./unsubscribe";

const ROUND = 200;
const SHOWN = 10;
const MAILED_KINDS = Object.entries(NOTIFICATION_KINDS).flatMap(([kind, { mail }]) => (mail ? [kind] : []));

/** Whose mail may go out now, by the database's clock: a verified address, the morning of a day in India, and none on that day yet. `$1`: its first hour. */
const IS_DUE = `u.status = 'active' AND u.email_verified_at IS NOT NULL AND NOT u.is_demo
    AND extract(hour FROM now() AT TIME ZONE 'Asia/Kolkata') BETWEEN $1::int AND $1::int + 3
    AND (u.digest_sent_at IS NULL OR (u.digest_sent_at AT TIME ZONE 'Asia/Kolkata')::date < (now() AT TIME ZONE 'Asia/Kolkata')::date)`;
/** News that its reader has not seen, of kinds that they want mailed. `$2`: kinds that are mailed when nothing else is said. What is a week old is no news. */
const IS_NEWS = `n.read_at IS NULL AND n.mailed_at IS NULL AND n.updated_at > now() - interval '7 days' AND ${IS_THERE}
    AND coalesce((SELECT s.mail FROM notification_setting s WHERE s.user_id = n.user_id AND s.kind = n.kind), n.kind = ANY($2::text[]))`;

type Claimed = { userId: string; email: string; name: string; lines: LineRow[]; count: number };

/** Takes one reader's mail for this process, for good: what is taken and then not sent (a crash, a mail server that is away) is never sent twice, and still stands in the app. */
async function claim(tx: Tx, world: World, userId: string): Promise<Claimed | undefined> {
  const [reader] = await tx.$queryRawUnsafe<{ email: string; name: string }[]>(
    `SELECT u.email, u.name FROM "user" u WHERE ${IS_DUE} AND u.id = $2 FOR NO KEY UPDATE SKIP LOCKED`,
    world.env.DIGEST_HOUR,
    userId,
  );
  if (!reader) return undefined;
  const rows = await tx.$queryRawUnsafe<(LineRow & { count: number })[]>(
    `SELECT ${COLUMNS}, (count(*) OVER ())::int AS count FROM ${LINES}
      WHERE n.user_id = $1 AND ${IS_NEWS} ORDER BY n.updated_at DESC, n.id DESC LIMIT ${SHOWN}`,
    userId,
    MAILED_KINDS,
  );
  const [first] = rows;
  if (!first) return undefined;
  await tx.$executeRaw`UPDATE "user" SET digest_sent_at = now() WHERE id = ${userId}`;
  await tx.$executeRaw`
    UPDATE notification SET mailed_at = now() WHERE user_id = ${userId} AND read_at IS NULL AND mailed_at IS NULL`;
  return { userId, ...reader, lines: rows, count: first.count };
}

/** False when the mail server does not take mail at all just now. */
async function send(world: World, { userId, email, name, lines, count }: Claimed): Promise<boolean> {
  const token = unsubscribeToken(world.env, userId);
  const views = lines.map((line) => toNotification(world.env, line));
  const mail = composeDigest({ to: email, name, appUrl: world.env.APP_URL, token, lines: views, count });
  try {
    await world.ports.mailer?.send(mail);
    return true;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    world.log.warn("daily mail not sent", { userId, kind: error.kind });
    return error.kind === "invalid_input";
  }
}

/**
 * Sends the daily mails that are due, a round of them: to each reader at most one a day, however many workers run and wherever they die. Without a mail server none is
 * taken; when it goes away, the rest waits for the next round. Returns how many were taken.
 */
export async function sendDigests(world: World): Promise<number> {
  if (!world.ports.mailer) return 0;
  const { rows } = await world.pool.query<{ userId: string }>({
    name: "digests-due",
    text: `SELECT DISTINCT n.user_id AS "userId" FROM ${LINES} JOIN "user" u ON u.id = n.user_id WHERE ${IS_DUE} AND ${IS_NEWS} LIMIT ${ROUND}`,
    values: [world.env.DIGEST_HOUR, MAILED_KINDS],
  });
  let taken = 0;
  for (const { userId } of rows) {
    const claimed = await inTransaction(world, (tx) => claim(tx, world, userId));
    if (!claimed) continue;
    taken += 1;
    world.failpoint("after-digest-claim");
    if (!(await send(world, claimed))) break;
  }
  return taken;
}
