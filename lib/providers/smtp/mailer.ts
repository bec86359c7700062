import { createTransport } from "nodemailer";
import type { Mailer } from "@/lib/providers/mailer";
import { ProviderError, type ProviderErrorKind } from "@/lib/providers/provider-error";

export type SmtpOptions = {
  /** `smtp://user:password@host:587` (upgraded by STARTTLS where offered) or `smtps://...:465`. Without a password: no sign-in. */
  url: string;
  /** `Name <address>` that mails come from. */
  from: string;
  timeoutMs: number;
};

type SmtpFailure = { code?: unknown; responseCode?: unknown };

function kindOf({ code, responseCode }: SmtpFailure): ProviderErrorKind {
  if (code === "EAUTH") return "auth";
  if (typeof responseCode === "number") return responseCode >= 500 ? "invalid_input" : "down";
  return code === "EENVELOPE" ? "invalid_input" : "unreachable";
}

/** Sends by SMTP through nodemailer, one connection a mail. */
export function createSmtpMailer({ url, from, timeoutMs }: SmtpOptions): Mailer {
  const at = new URL(url);
  const isSecure = at.protocol === "smtps:";
  const transport = createTransport({
    host: at.hostname,
    port: Number(at.port) || (isSecure ? 465 : 587),
    secure: isSecure,
    ...(at.password ? { auth: { user: decodeURIComponent(at.username), pass: decodeURIComponent(at.password) } } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Our text is never a file name or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async check() {
      try {
        await transport.verify();
      } catch (error) {
        throw new ProviderError(kindOf(error as SmtpFailure), "The mail server did not let us in.");
      }
    },
    async send({ to, subject, text, html, headers = {} }) {
      try {
        await transport.sendMail({ from, to: { name: "", address: to }, subject, text, html, headers });
      } catch (error) {
        const failure = error as SmtpFailure;
        const status = typeof failure.responseCode === "number" ? { status: failure.responseCode } : {};
        // The server's own words may hold the address.
        throw new ProviderError(
          kindOf(failure),
          `The mail server did not take the mail (${String(failure.code)}).`,
          status,
        );
      }
    },
  };
}
