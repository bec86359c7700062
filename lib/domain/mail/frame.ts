const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it stands in a mail's HTML. */
export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** Small print: inline, because mail programs drop style sheets. */
export const SMALL = "color:#55534a;font-size:14px;line-height:20px";

/** The one button of a mail. `label` is HTML. */
export const mailButton = (link: string, label: string) =>
  `<p style="margin:0 0 24px"><a href="${escaped(link)}" style="display:inline-block;padding:12px 20px;border-radius:10px;background:#ffb31a;color:#1a1914;font-weight:600;text-decoration:none">${label}</a></p>`;

/** A whole mail around its paragraphs. `body` is HTML. */
export const mailFrame = (subject: string, body: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f7f6f4;color:#1a1914;font:16px/24px system-ui,sans-serif">
<div style="max-width:480px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #dfddd7;border-radius:12px">
${body}
</div></body></html>`;
