import type { Metadata } from "next";
import { TicketForm } from "@/components/grievance/ticket-form";
import { ReadingPage, ReadingSection } from "@/components/landing/reading-page";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { readClocks } from "@/lib/domain/settings/reads";
import { pageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Grievances" };

export default async function GrievancePage({ searchParams }: PageProps<"/grievance">) {
  const ctx = await pageCtx();
  const clocks = await readClocks(ctx);
  const about = (await searchParams).about;
  const officer = ctx.env.GRIEVANCE_OFFICER;
  return (
    <ReadingPage
      title="Grievances"
      since="23 November 2026"
      summary={
        <p>
          Write here when something is wrong and nothing else has helped. You need no account. You get a receipt within{" "}
          {clocks.ticketFirstHours} hours and an answer within {Math.round(clocks.ticketHours / 24)} days; the page of
          your complaint shows the clock.
        </p>
      }
    >
      <ReadingSection title="The grievance officer">
        {officer ? (
          <p>{officer}</p>
        ) : (
          <Notice>
            Whoever runs this installation has not named an officer yet (GRIEVANCE_OFFICER). Complaints reach its team
            all the same.
          </Notice>
        )}
      </ReadingSection>
      <ReadingSection title="Before you write">
        <p>
          To report a post, use Report on its page: it is quicker. To appeal a decision about your own post, use the
          page of that decision. The{" "}
          <TextLink href="/guidelines" variant="plain">
            community guidelines
          </TextLink>{" "}
          say what is taken down.
        </p>
      </ReadingSection>
      <ReadingSection title="Your complaint">
        <TicketForm reference={typeof about === "string" ? about.slice(0, 300) : ""} />
      </ReadingSection>
    </ReadingPage>
  );
}
