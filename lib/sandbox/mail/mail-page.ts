import { createHash } from "node:crypto";
import type { StoredMail } from "./outbox";

const SHOWN = 50;
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Text with its addresses as links; everything else is data. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((piece, index) => (index % 2 ? `<a href="${escaped(piece)}">${escaped(piece)}</a>` : escaped(piece)))
    .join("");
}

const STYLE = `:root{color-scheme:light dark;--wall:#f7f6f4;--surface:#fff;--line:#dfddd7;--ink:#1a1914;--ink-2:#55534a}
@media(prefers-color-scheme:dark){:root{--wall:#12120f;--surface:#1b1b17;--line:#32312b;--ink:#f3f1ea;--ink-2:#bbb8ac}}
*{box-sizing:border-box}body{margin:0;background:var(--wall);color:var(--ink);font:16px/1.5 system-ui,sans-serif}main{max-width:680px;margin:0 auto;padding:32px 16px}
h1{font-size:22px;margin:0 0 4px}p{margin:0;color:var(--ink-2);overflow-wrap:anywhere}article{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:16px;margin-top:16px}
h2{font-size:17px;margin:0;overflow-wrap:anywhere}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:12px 0 0}a{color:inherit}time{font-size:13px}`;
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

function article({ to, subject, text, receivedAt }: StoredMail): string {
  const time = `<time datetime="${receivedAt}">${receivedAt.slice(0, 16).replace("T", " ")} UTC</time>`;
  return `<article><h2>${escaped(subject)}</h2><p>To ${escaped(to)} · ${time}</p><pre>${linked(text)}</pre></article>`;
}

/** The sandbox's mail as a page: newest first, nothing of a mail runs or loads. */
export function mailPage(
  mails: readonly StoredMail[],
  to: string | null,
): { body: string; headers: Record<string, string> } {
  const list = mails.slice(0, SHOWN).map(article).join("");
  const empty = `<article><h2>No mail yet</h2><p>Sign up or ask for a new password, and the mail appears here.</p></article>`;
  const whose = to ? `Only mail to ${escaped(to)}.` : "No mail server is set up, so mail stays here.";
  return {
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Sandbox mail</title><style>${STYLE}</style><main><h1>Sandbox mail</h1><p>${whose} Newest first; reload for new ones.</p>${list || empty}</main></html>`,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  };
}
