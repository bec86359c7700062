import { fullTime } from "@/lib/core/ist-time";
import type { World } from "@/lib/db/ctx";
import { escaped, mailFrame, SMALL } from "@/lib/domain/mail/frame";
import type { Mail } from "@/lib/providers/mailer";
import { ProviderError } from "@/lib/providers/provider-error";
import { GUIDELINES, type Guideline } from "./contract";

type Letter = {
  to: string;
  name: string;
  appUrl: string;
  decisionId: string;
  rule: string;
  reason: string;
  until: Date | null;
};

/** The mail about a suspension: who is suspended can't read it in the app. */
export function composeSuspensionMail({ to, name, appUrl, decisionId, rule, reason, until }: Letter): Mail {
  const subject = "Your account is suspended";
  const end = until ? `until ${fullTime(until.toISOString())} (India)` : "without an end";
  const paragraphs = [
    `Your account at Community AI Studio is suspended ${end}.`,
    `The rule: ${GUIDELINES[rule as Guideline] ?? "the community guidelines."}${reason ? ` ${reason}` : ""}`,
    "Pictures that were being made are finished or refunded. Your credits, your pictures and your purchases stay yours.",
    `You can appeal, free of charge: write to the grievance officer at ${appUrl}/grievance and quote ${decisionId}. Somebody else looks at it.`,
  ];
  const text = `Hello ${name},\n\n${paragraphs.join("\n\n")}\n\nCommunity AI Studio\n${appUrl}\n`;
  const html = mailFrame(
    subject,
    [`Hello ${name},`, ...paragraphs].map((line) => `<p style="margin:0 0 16px">${escaped(line)}</p>`).join("\n") +
      `\n<p style="margin:0;${SMALL}">Community AI Studio</p>`,
  );
  return { to, subject, text, html };
}

/** Task `send-decision-mail`: tells somebody who was suspended why, for how long, and where to appeal. A suspension that was taken back tells nobody. */
export async function sendDecisionMail(world: World, { decisionId }: { decisionId: string }): Promise<void> {
  const { rows } = await world.pool.query<{
    email: string;
    name: string;
    rule: string;
    reason: string;
    until: Date | null;
  }>(
    `SELECT u.email, u.name, d.rule, d.reason, d.until FROM moderation_decision d JOIN "user" u ON u.id = d.user_id
      WHERE d.id = $1 AND d.action = 'suspended' AND u.status = 'suspended' AND u.email_verified_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM moderation_decision o WHERE o.undoes_id = d.id)`,
    [decisionId],
  );
  const found = rows[0];
  if (!found) return;
  if (!world.ports.mailer) throw new ProviderError("unreachable", "No mail server is configured (SMTP_URL).");
  const { email: to, ...rest } = found;
  try {
    await world.ports.mailer.send(composeSuspensionMail({ to, appUrl: world.env.APP_URL, decisionId, ...rest }));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== "invalid_input") throw error;
    world.log.warn("mail refused for good", { decisionId, status: error.details.status });
  }
}
