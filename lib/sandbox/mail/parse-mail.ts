export type ParsedMail = {
  subject: string;
  text: string;
  html: string;
  links: string[];
  /** Its `List-...` headers, by their names in lower case: how a mail program ends a subscription. */
  listHeaders: Record<string, string>;
};

type Part = { headers: Map<string, string>; body: string };

/** Header block and body; folded lines are joined. Bytes are kept as latin1 until their charset is known. */
function split(raw: string): Part {
  const end = raw.search(/\r?\n\r?\n/);
  const head = (end < 0 ? raw : raw.slice(0, end)).replace(/\r?\n[ \t]+/g, " ");
  const headers = new Map<string, string>();
  for (const line of head.split(/\r?\n/)) {
    const at = line.indexOf(":");
    if (at > 0) headers.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
  }
  return { headers, body: end < 0 ? "" : raw.slice(end).replace(/^\r?\n\r?\n/, "") };
}

const fromQuotedPrintable = (text: string) =>
  text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function decode(part: Part): string {
  const encoding = part.headers.get("content-transfer-encoding")?.toLowerCase() ?? "7bit";
  if (encoding === "base64") return Buffer.from(part.body, "base64").toString("utf8");
  const bytes = encoding === "quoted-printable" ? fromQuotedPrintable(part.body) : part.body;
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** RFC 2047 words in a header. */
function decodeWords(text: string): string {
  return text
    .replace(/(\?=)\s+(=\?)/g, "$1$2")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString("utf8")
        : Buffer.from(fromQuotedPrintable(word.replaceAll("_", " ")), "latin1").toString("utf8"),
    );
}

function partsOf(part: Part): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(part.headers.get("content-type") ?? "")?.[1];
  if (!boundary) return [part];
  return part.body
    .split(`--${boundary}`)
    .slice(1)
    .filter((piece) => !piece.startsWith("--"))
    .flatMap((piece) => partsOf(split(piece.replace(/^\r?\n/, ""))));
}

/** What people read of a mail, as our own mailer writes it: text, HTML, and every address in the text. */
export function parseMail(raw: Buffer): ParsedMail {
  const mail = split(raw.toString("latin1"));
  const parts = partsOf(mail);
  const body = (type: string) => {
    const part = parts.find(({ headers }) =>
      (headers.get("content-type") ?? "text/plain").toLowerCase().startsWith(type),
    );
    return part ? decode(part).replace(/\r\n/g, "\n").trim() : "";
  };
  const text = body("text/plain");
  return {
    subject: decodeWords(mail.headers.get("subject") ?? ""),
    text,
    html: body("text/html"),
    links: [...new Set(text.match(/https?:\/\/[^\s<>"]+/g) ?? [])],
    listHeaders: Object.fromEntries([...mail.headers].filter(([name]) => name.startsWith("list-"))),
  };
}
