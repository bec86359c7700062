import { escaped, mailButton, mailFrame, SMALL } from "@/lib/domain/mail/frame";
import type { Mail } from "@/lib/providers/mailer";
import type { MailPurpose } from "./mail-tokens";

type Letter = { subject: string; path: string; lead: string; action: string; rest: string };

const LETTERS: Record<MailPurpose, Letter> = {
  verify: {
    subject: "Confirm your e-mail address",
    path: "/verify-email",
    lead: "Welcome to Community AI Studio. Confirm your e-mail address, and you can make your first picture.",
    action: "Confirm my address",
    rest: "If you did not create an account, ignore this mail: without your confirmation nothing can be made or bought with it.",
  },
  reset: {
    subject: "Choose a new password",
    path: "/reset-password",
    lead: "You asked for a new password for Community AI Studio. Choose it here; every device will be signed out.",
    action: "Choose a new password",
    rest: "If you did not ask for this, ignore this mail: your password stays as it is.",
  },
};

/** "24 hours", "30 minutes". */
function duration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const [amount, unit] = minutes >= 120 ? [Math.round(minutes / 60), "hour"] : [minutes, "minute"];
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

/** The mail that carries a link; `ttlMs` is how long the link works from when it was made. */
export function composeLinkMail(
  purpose: MailPurpose,
  { to, name, appUrl, secret, ttlMs }: { to: string; name: string; appUrl: string; secret: string; ttlMs: number },
): Mail {
  const { subject, path, lead, action, rest } = LETTERS[purpose];
  const link = `${appUrl}${path}?token=${encodeURIComponent(secret)}`;
  const validity = `The link works once, for ${duration(ttlMs)}.`;
  const text = `Hello ${name},\n\n${lead}\n\n${link}\n\n${validity}\n${rest}\n\nCommunity AI Studio\n${appUrl}\n`;
  const html = mailFrame(
    subject,
    `<p style="margin:0 0 16px">Hello ${escaped(name)},</p>
<p style="margin:0 0 24px">${lead}</p>
${mailButton(link, action)}
<p style="margin:0 0 16px;${SMALL}">${validity} ${rest}</p>
<p style="margin:0;${SMALL};word-break:break-all">${escaped(link)}</p>`,
  );
  return { to, subject, text, html };
}
