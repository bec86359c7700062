"use client";

import { useState } from "react";
import { Input, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { notify } from "@/components/ui/toaster";
import { formatCredits } from "@/lib/core/credits";
import { adjustEndpoint } from "@/lib/domain/adjustments/contract";
import type { UserRow } from "@/lib/domain/users/contract";
import { CallError, call } from "@/lib/http/call";

type Props = { user: Pick<UserRow, "id" | "name" | "balance">; onClose: () => void; onDone: () => void };

/** Gives or takes credits. The same intent keeps its key until it has a definite answer, so a lost answer moves nothing twice. */
export function AdjustDialog({ user, onClose, onDone }: Props) {
  const [credits, setCredits] = useState("");
  const [reason, setReason] = useState("");
  const [key, setKey] = useState(() => crypto.randomUUID());
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setKey(crypto.randomUUID());
  };
  const [onCredits, onReason] = [change(setCredits), change(setReason)];
  const amount = Number(credits.replace("−", "-"));
  const send = async () => {
    try {
      const body = { credits: credits.trim() === "" ? Number.NaN : amount, reason };
      const { state } = await call(adjustEndpoint, { params: { id: user.id }, body, idempotencyKey: key });
      notify({ message: state === "waiting" ? "It waits for another admin to agree." : "The credits are booked." });
      onDone();
    } catch (error) {
      if (error instanceof CallError && !error.keepsKey) setKey(crypto.randomUUID());
      throw error;
    }
  };
  const after = Math.round((user.balance + amount) * 100) / 100;
  return (
    <FormDialog title={`Adjust the credits of ${user.name}`} verb="Adjust" send={send} onClose={onClose}>
      {(problem) => (
        <>
          <Input
            label="Credits"
            inputMode="text"
            placeholder="2.5 gives, -2.5 takes"
            value={credits}
            error={problem?.fieldError("credits")}
            help={
              amount
                ? `From ${formatCredits(user.balance)} to ${formatCredits(after)}.`
                : `${formatCredits(user.balance)} now.`
            }
            onChange={({ target }) => onCredits(target.value)}
          />
          <Textarea
            label="Reason"
            limit={500}
            value={reason}
            error={problem?.fieldError("reason")}
            help="The person reads it in their credit history; it is also written to the audit log."
            onChange={({ target }) => onReason(target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
