import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SiteFooter } from "@/components/landing/site-footer";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { AppError } from "@/lib/core/errors";
import { fullTime } from "@/lib/core/ist-time";
import { TICKET_KINDS } from "@/lib/domain/tickets/contract";
import { readTicket } from "@/lib/domain/tickets/reads";
import { pageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Your complaint", robots: { index: false } };

/** A complaint with its clock, for whoever has its address. */
export default async function TicketPage({ params }: PageProps<"/grievance/[id]">) {
  const ticket = await readTicket(await pageCtx(), (await params).id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const isLate = ticket.state === "open" && new Date(ticket.dueAt) < new Date();
  const facts = [
    { name: "About", value: TICKET_KINDS[ticket.kind] },
    ...(ticket.reference
      ? [{ name: "Page or decision", value: <span className="wrap-anywhere">{ticket.reference}</span> }]
      : []),
    { name: "Filed", value: fullTime(ticket.createdAt) },
    { name: "Receipt mailed", value: ticket.acknowledgedAt ? fullTime(ticket.acknowledgedAt) : "on its way" },
    ticket.answeredAt
      ? { name: "Answered", value: fullTime(ticket.answeredAt) }
      : { name: "Answered by", value: `${fullTime(ticket.dueAt)} at the latest` },
  ];
  return (
    <>
      <main id="main" tabIndex={-1} className="flex-1 px-inset pt-6 pb-16 outline-none wide:px-12 wide:pt-12">
        <article className="mx-auto flex max-w-reading flex-col gap-6">
          <h1 className="type-title">Complaint no. {ticket.number}</h1>
          {ticket.answer ? (
            <Notice tone="good">
              <h2 className="font-strong">The answer</h2>
              <p dir="auto" className="whitespace-pre-line text-ink wrap-anywhere">
                {ticket.answer}
              </p>
            </Notice>
          ) : (
            <Notice tone={isLate ? "bad" : "wash"}>
              {isLate
                ? "The answer is late. It is still owed to you, and the page Transparency counts it."
                : "It is being looked at. Keep this page’s address: it is how you find your complaint again."}
            </Notice>
          )}
          <Facts items={facts} />
          <section className="flex flex-col gap-2">
            <h2 className="type-heading">What you wrote</h2>
            <p dir="auto" className="whitespace-pre-line wrap-anywhere">
              {ticket.body}
            </p>
          </section>
        </article>
      </main>
      <SiteFooter />
    </>
  );
}
