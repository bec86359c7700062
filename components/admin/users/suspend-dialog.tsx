"use client";

import { useState } from "react";
import { reasonWord } from "@/components/admin/moderation/words";
import { Select, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import {
  GUIDELINE_KEYS,
  GUIDELINES,
  type Guideline,
  MAX_REASON_LENGTH,
  suspendEndpoint,
} from "@/lib/domain/review/contract";
import type { UserRow } from "@/lib/domain/users/contract";
import { call } from "@/lib/http/call";
import { SUSPENSIONS, suspensionEnd } from "../moderation/suspensions";

type Props = { user: Pick<UserRow, "id" | "name">; onClose: () => void; onDone: () => void };

/** Suspends somebody: the rule, the words that they read in a mail, and the end. */
export function SuspendDialog({ user, onClose, onDone }: Props) {
  const [rule, setRule] = useState<Guideline>("harassment");
  const [days, setDays] = useState("7");
  const [reason, setReason] = useState("");
  const send = async () => {
    const until = suspensionEnd(days);
    await call(suspendEndpoint, { params: { id: user.id }, body: { rule, reason, ...(until ? { until } : {}) } });
    onDone();
  };
  return (
    <FormDialog title={`Suspend ${user.name}?`} verb="Suspend" send={send} onClose={onClose}>
      {(problem) => (
        <>
          <p className="text-ink-2">
            At once and everywhere. What was paid for and runs is finished or refunded; credits and pictures stay
            theirs.
          </p>
          <Select
            label="Rule"
            value={rule}
            help={GUIDELINES[rule]}
            onChange={({ target }) => setRule(target.value as Guideline)}
          >
            {GUIDELINE_KEYS.map((key) => (
              <option key={key} value={key}>
                {reasonWord(key)}
              </option>
            ))}
          </Select>
          <Select
            label="For"
            value={days}
            error={problem?.fieldError("until")}
            onChange={({ target }) => setDays(target.value)}
          >
            {SUSPENSIONS.map(({ days: value, words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
          <Textarea
            label="What they read in the mail"
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            error={problem?.fieldError("reason")}
            limit={MAX_REASON_LENGTH}
            dir="auto"
          />
        </>
      )}
    </FormDialog>
  );
}
