"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { clockOf } from "@/components/admin/moderation/words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { ShowMore } from "@/components/ui/show-more";
import { notify } from "@/components/ui/toaster";
import { usePages } from "@/components/ui/use-pages";
import { dayAndTime } from "@/lib/core/ist-time";
import type { Page } from "@/lib/core/page";
import {
  type AdminTicketView,
  answerTicketEndpoint,
  MAX_TICKET_LENGTH,
  TICKET_KINDS,
  ticketsEndpoint,
} from "@/lib/domain/tickets/contract";
import { call } from "@/lib/http/call";

type Props = { first: Page<AdminTicketView>; state: "open" | "answered"; nowMs: number };

/** Complaints with their clocks, and the answer. */
export function TicketList({ first, state, nowMs }: Props) {
  const [answering, setAnswering] = useState<AdminTicketView>();
  const { items, ...rest } = usePages(
    first,
    ({ id }) => id,
    (cursor) => call(ticketsEndpoint, { query: { state, cursor } }),
  );
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col gap-3">
        {items.map((ticket) => (
          <li key={ticket.id} className="flex flex-col gap-2 rounded-card border border-line bg-surface p-4">
            <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <h2 className="type-heading">No. {ticket.number}</h2>
              <Badge>{TICKET_KINDS[ticket.kind]}</Badge>
              <span className="text-ink-2 type-small">
                {ticket.name}, {ticket.email}, {dayAndTime(ticket.createdAt)}
              </span>
              <Clock ticket={ticket} nowMs={nowMs} />
            </div>
            {ticket.reference ? <p className="text-ink-2 wrap-anywhere type-small">About: {ticket.reference}</p> : null}
            <p dir="auto" className="max-w-reading whitespace-pre-line wrap-anywhere">
              {ticket.body}
            </p>
            {ticket.answer ? (
              <div className="max-w-reading rounded-control bg-sunken px-3 py-2.5">
                <p className="text-ink-2 type-small">
                  Answered by @{ticket.answeredBy} {ticket.answeredAt ? dayAndTime(ticket.answeredAt) : ""}
                </p>
                <p dir="auto" className="whitespace-pre-line wrap-anywhere">
                  {ticket.answer}
                </p>
              </div>
            ) : (
              <Button variant="strong" className="self-start" onClick={() => setAnswering(ticket)}>
                Answer
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ShowMore {...rest} />
      {answering ? <AnswerDialog ticket={answering} onClose={() => setAnswering(undefined)} /> : null}
    </div>
  );
}

function Clock({ ticket, nowMs }: { ticket: AdminTicketView; nowMs: number }) {
  if (ticket.state === "answered") return null;
  const { text, isPressing } = clockOf(ticket.dueAt, nowMs);
  return (
    <span className={classNames("ml-auto type-small", isPressing ? "font-strong text-bad" : "text-ink-2")}>
      {text}
      {ticket.acknowledgedAt ? "" : ", receipt not mailed yet"}
    </span>
  );
}

function AnswerDialog({ ticket, onClose }: { ticket: AdminTicketView; onClose: () => void }) {
  const router = useRouter();
  const [answer, setAnswer] = useState("");
  const send = async () => {
    await call(answerTicketEndpoint, { params: { id: ticket.id }, body: { answer } });
    notify({ message: `Complaint no. ${ticket.number} is answered, and the answer mailed.` });
    router.refresh();
  };
  return (
    <FormDialog title={`Answer complaint no. ${ticket.number}`} verb="Send" send={send} onClose={onClose}>
      {(problem) => (
        <Textarea
          label="Your answer"
          help="It is mailed, and shown at the complaint’s address."
          value={answer}
          onChange={({ target }) => setAnswer(target.value)}
          error={problem?.fieldError("answer")}
          limit={MAX_TICKET_LENGTH}
          rows={8}
          dir="auto"
        />
      )}
    </FormDialog>
  );
}
