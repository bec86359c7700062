import { fullTime } from "@/lib/core/ist-time";
import type { World } from "@/lib/db/ctx";
import { escaped, mailButton, mailFrame } from "@/lib/domain/mail/frame";
import type { Mail } from "@/lib/providers/mailer";
import { ProviderError } from "@/lib/providers/provider-error";

type Row = { number: number; name: string; email: string; answer: string; due_at: Date };
type About = "receipt" | "answer";

/** Receipt or answer of a complaint. */
export function composeTicketMail(about: About, { number, name, email, answer, due_at }: Row, link: string): Mail {
  const subject =
    about === "receipt" ? `Your complaint no. ${number} has arrived` : `Answer to your complaint no. ${number}`;
  const lines =
    about === "receipt"
      ? [
          `We have your complaint, number ${number}. It is answered by ${fullTime(due_at.toISOString())} (India) at the latest.`,
        ]
      : [
          `This is the answer to your complaint number ${number}:`,
          answer,
          "If it does not settle the matter, file another one and quote the number.",
        ];
  const text = `Hello ${name},\n\n${lines.join("\n\n")}\n\n${link}\n\nCommunity AI Studio\n`;
  const html = mailFrame(
    subject,
    [`Hello ${name},`, ...lines]
      .map((line) => `<p style="margin:0 0 16px;white-space:pre-line">${escaped(line)}</p>`)
      .join("\n") + mailButton(link, "See your complaint"),
  );
  return { to: email, subject, text, html };
}

/** Task `send-ticket-mail`: the receipt (from then on the complaint counts as acknowledged) or the answer. */
export async function sendTicketMail(
  world: World,
  { ticketId, about }: { ticketId: string; about: About },
): Promise<void> {
  const { rows } = await world.pool.query<Row>(
    "SELECT number, name, email, answer, due_at FROM grievance_ticket WHERE id = $1",
    [ticketId],
  );
  if (!rows[0]) return;
  if (!world.ports.mailer) throw new ProviderError("unreachable", "No mail server is configured (SMTP_URL).");
  try {
    await world.ports.mailer.send(composeTicketMail(about, rows[0], `${world.env.APP_URL}/grievance/${ticketId}`));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== "invalid_input") throw error;
    world.log.warn("mail refused for good", { ticketId, status: error.details.status });
    return;
  }
  if (about === "receipt")
    await world.pool.query(
      "UPDATE grievance_ticket SET acknowledged_at = now() WHERE id = $1 AND acknowledged_at IS NULL",
      [ticketId],
    );
}
