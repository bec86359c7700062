import type { World } from "@/lib/db/ctx";
import { ProviderError } from "@/lib/providers/provider-error";
import { type MailPurpose, mailTokenSecret } from "./mail-tokens";
import { composeLinkMail } from "./mails";

/**
 * Task `send-mail`: sends the link of a token that can still be used. Throws ProviderError, so that the queue tries again later; an
 * address which the mail server refuses for good is given up.
 */
export async function sendLinkMail(world: World, { mailTokenId }: { mailTokenId: string }): Promise<void> {
  const [token] = await world.pool
    .query<{ purpose: MailPurpose; email: string; name: string; ttlMs: number }>(
      `SELECT t.purpose, u.email, u.name, (extract(epoch FROM t.expires_at - t.created_at) * 1000)::float8 AS "ttlMs"
        FROM mail_token t JOIN "user" u ON u.id = t.user_id
        WHERE t.id = $1 AND t.used_at IS NULL AND t.expires_at > now() AND u.status = 'active'`,
      [mailTokenId],
    )
    .then(({ rows }) => rows);
  if (!token) return;
  if (!world.ports.mailer) throw new ProviderError("unreachable", "No mail server is configured (SMTP_URL).");
  const { purpose, email, name, ttlMs } = token;
  const secret = mailTokenSecret(world.env, mailTokenId);
  const mail = composeLinkMail(purpose, { to: email, name, appUrl: world.env.APP_URL, secret, ttlMs });
  try {
    await world.ports.mailer.send(mail);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== "invalid_input") throw error;
    world.log.warn("mail refused for good", { mailTokenId, status: error.details.status });
  }
}
