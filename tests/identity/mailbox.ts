import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = { to: string; subject: string; text: string; html: string; links: string[] };

function decodePart(source: string): string {
  const split = source.indexOf("\r\n\r\n");
  const [head, body] = [source.slice(0, split), source.slice(split + 4)];
  if (/content-transfer-encoding: base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/content-transfer-encoding: quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function parseMail(to: string, source: string): ReceivedMail {
  const boundary = /boundary="([^"]+)"/.exec(source)?.[1] ?? "none";
  const parts = source.split(`--${boundary}`);
  const part = (type: string) =>
    decodePart(parts.find((one) => one.includes(`Content-Type: ${type}`))?.trimStart() ?? "");
  const text = part("text/plain");
  const subject = /^Subject: (.*)$/m.exec(source)?.[1]?.trim() ?? "";
  return { to, subject, text, html: part("text/html"), links: text.match(/https?:\/\/\S+/g) ?? [] };
}

/** A real SMTP server that keeps what it gets; addresses at `refused.example` are refused for good. */
export async function openMailbox() {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      const refusal = Object.assign(new Error("No such mailbox"), { responseCode: 550 });
      done(address.endsWith("@refused.example") ? refusal : null);
    },
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      for (const { address } of session.envelope.rcptTo)
        mails.push(parseMail(address, Buffer.concat(chunks).toString("utf8")));
      done();
    },
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
