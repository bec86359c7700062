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

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

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
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="margin:0;padding:32px 16px;background:#f7f6f4;color:#1a1914;font:16px/24px system-ui,sans-serif">
<div style="max-width:480px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #dfddd7;border-radius:12px">
<p style="margin:0 0 16px">Hello ${escaped(name)},</p>
<p style="margin:0 0 24px">${lead}</p>
<p style="margin:0 0 24px"><a href="${escaped(link)}" style="display:inline-block;padding:12px 20px;border-radius:10px;background:#ffb31a;color:#1a1914;font-weight:600;text-decoration:none">${action}</a></p>
<p style="margin:0 0 16px;color:#55534a;font-size:14px;line-height:20px">${validity} ${rest}</p>
<p style="margin:0;color:#55534a;font-size:14px;line-height:20px;word-break:break-all">${escaped(link)}</p>
</div></body></html>`;
  return { to, subject, text, html };
}
