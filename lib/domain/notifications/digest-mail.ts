import { escaped, mailButton, mailFrame, SMALL } from "@/lib/domain/mail/frame";
import type { Mail } from "@/lib/providers/mailer";
import type { NotificationView } from "./contract";

type Digest = {
  to: string;
  name: string;
  appUrl: string;
  token: string;
  /** The latest; `count` is how many there are in all. */
  lines: readonly Pick<NotificationView, "text" | "href">[];
  count: number;
};

/** The daily mail: what happened, and two ways to end it, in the text and for the mail program's own button (RFC 8058). */
export function composeDigest({ to, name, appUrl, token, lines, count }: Digest): Mail {
  const subject = count === 1 ? "1 new notification" : `${count} new notifications`;
  const more = count > lines.length ? `And ${count - lines.length} more.` : "";
  const query = `?token=${encodeURIComponent(token)}`;
  const [all, choose, end] = ["/studio/notifications", "/settings#notifications", `/unsubscribe${query}`].map(
    (path) => appUrl + path,
  ) as [string, string, string];
  const lead = "This happened in Community AI Studio:";
  const why = "You get this mail once a day at most, and only when there is something new.";
  const said = lines.map((line) => `- ${line.text}\n  ${appUrl}${line.href}`).join("\n");
  const text = `Hello ${name},\n\n${lead}\n\n${said}\n${more ? `\n${more}\n` : ""}\nSee all: ${all}\n\n${why}\nChoose what is mailed: ${choose}\nEnd this mail: ${end}\n`;
  const items = lines.map(
    (line) =>
      `<li style="margin:0 0 12px"><a href="${escaped(appUrl + line.href)}" style="color:#1a1914"><bdi>${escaped(line.text)}</bdi></a></li>`,
  );
  const html = mailFrame(
    subject,
    `<p style="margin:0 0 16px">Hello ${escaped(name)},</p>
<p style="margin:0 0 16px">${lead}</p>
<ul style="margin:0 0 16px;padding:0 0 0 20px">${items.join("")}</ul>
${more ? `<p style="margin:0 0 16px">${more}</p>` : ""}
${mailButton(all, "See all")}
<p style="margin:0;${SMALL}">${why} <a href="${escaped(choose)}" style="color:#55534a">Choose what is mailed</a> or <a href="${escaped(end)}" style="color:#55534a">end this mail</a>.</p>`,
  );
  const headers = {
    "List-Unsubscribe": `<${appUrl}/api/notifications/unsubscribe${query}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
  return { to, subject, text, html, headers };
}
