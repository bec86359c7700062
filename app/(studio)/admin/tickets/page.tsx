import type { Metadata, Route } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { TicketList } from "@/components/admin/tickets/ticket-list";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { countTickets, listTickets } from "@/lib/domain/tickets/reads";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Tickets" };

export default async function TicketsPage({ searchParams }: PageProps<"/admin/tickets">) {
  const ctx = await teamPageCtx("moderator");
  const state = (await searchParams).state === "answered" ? "answered" : "open";
  const [first, open] = await Promise.all([listTickets(ctx, { state }), countTickets(ctx)]);
  return (
    <AdminPage title="Tickets" note="Complaints to the grievance officer">
      <ChipRow label="State">
        <ChipLink isOn={state === "open"} href={"/admin/tickets" as Route}>
          Open {open}
        </ChipLink>
        <ChipLink isOn={state === "answered"} href={"/admin/tickets?state=answered" as Route}>
          Answered
        </ChipLink>
      </ChipRow>
      {first.items.length > 0 ? (
        <TicketList key={state} first={first} state={state} nowMs={Date.now()} />
      ) : (
        <EmptyState emoji="📬" title={state === "open" ? "No complaint waits" : "None answered yet"} className="py-16">
          What people write on the page “Grievances” comes in here, with a clock.
        </EmptyState>
      )}
    </AdminPage>
  );
}
