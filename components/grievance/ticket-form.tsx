"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSubmit } from "@/components/account/use-submit";
import { Button } from "@/components/ui/button";
import { Input, Select, Textarea } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { fileTicketEndpoint, MAX_TICKET_LENGTH, TICKET_KINDS, type TicketKind } from "@/lib/domain/tickets/contract";
import { call } from "@/lib/http/call";

/** A complaint to the grievance officer; leads to its own page with the clock. */
export function TicketForm({ reference }: { reference: string }) {
  const router = useRouter();
  const [body, setBody] = useState("");
  const form = useSubmit(async (typed) => {
    const ticket = await call(fileTicketEndpoint, {
      body: {
        name: typed("name"),
        email: typed("email"),
        kind: typed("kind") as TicketKind,
        reference: typed("reference"),
        body,
      },
    });
    router.push(`/grievance/${ticket.id}` as Route);
    return "leaving";
  });
  return (
    <form ref={form.ref} onSubmit={form.onSubmit} noValidate className="flex max-w-form flex-col gap-4">
      {form.message ? (
        <Notice tone="bad" role="alert">
          {form.message}
        </Notice>
      ) : null}
      <Input label="Your name" name="name" autoComplete="name" error={form.errorOf("name")} />
      <Input
        label="Your e-mail address"
        name="email"
        type="email"
        autoComplete="email"
        help="The receipt and the answer go there. Nobody else is shown it."
        error={form.errorOf("email")}
      />
      <Select label="It is about" name="kind" defaultValue="content" error={form.errorOf("kind")}>
        {Object.entries(TICKET_KINDS).map(([kind, words]) => (
          <option key={kind} value={kind}>
            {words}
          </option>
        ))}
      </Select>
      <Input
        label="Address of the page, or number of the decision (optional)"
        name="reference"
        defaultValue={reference}
        error={form.errorOf("reference")}
      />
      <Textarea
        label="What is wrong?"
        value={body}
        onChange={({ target }) => setBody(target.value)}
        error={form.errorOf("body")}
        limit={MAX_TICKET_LENGTH}
        rows={6}
        dir="auto"
      />
      <Button variant="primary" type="submit" busy={form.isBusy} className="self-start">
        Send
      </Button>
    </form>
  );
}
