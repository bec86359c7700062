"use client";

import { useEffect, useRef, useState } from "react";
import { Button, KeyHint } from "@/components/ui/button";
import { Select, Textarea } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import {
  type CaseDetailView,
  type Deed,
  FIELDS,
  type Field,
  GUIDELINE_KEYS,
  GUIDELINES,
  type Guideline,
  MAX_REASON_LENGTH,
} from "@/lib/domain/review/contract";
import type { CallError } from "@/lib/http/call";
import { SUSPENSIONS, suspensionEnd } from "./suspensions";
import type { DecisionFields } from "./use-desk";
import { DEED_WORDS, FIELD_WORDS, guidelineOf, reasonWord } from "./words";

type Props = {
  detail: CaseDetailView;
  deed: Deed;
  isBusy: boolean;
  refusal: CallError | undefined;
  onSend: (fields: DecisionFields) => void;
  onCancel: () => void;
};

/** Which rule, which field, and why: what the author reads. Ctrl or Cmd and Enter sends, Escape leaves. */
export function DecisionForm({ detail, deed, isBusy, refusal, onSend, onCancel }: Props) {
  const isComment = detail.queue === "comments";
  const [rule, setRule] = useState<Guideline>(guidelineOf(detail.reasons[0], GUIDELINE_KEYS));
  const [field, setField] = useState<Field>(
    isComment ? "comment" : (FIELDS.find((one) => one === detail.holdField) ?? "picture"),
  );
  const [reason, setReason] = useState("");
  const [days, setDays] = useState<string>("7");
  const first = useRef<HTMLFormElement>(null);
  useEffect(() => first.current?.querySelector<HTMLElement>("select, textarea")?.focus(), []);

  const isAnswer = deed === "keep";
  const send = () => {
    const until = suspensionEnd(days);
    onSend({
      ...(isAnswer ? {} : { rule, field }),
      reason,
      ...(deed === "suspend" && until ? { until } : {}),
    });
  };
  return (
    <form
      ref={first}
      noValidate
      aria-label={DEED_WORDS[deed].verb}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        }
        if (event.key === "Escape") onCancel();
      }}
      className="flex flex-col gap-3"
    >
      {refusal && !refusal.problem?.errors?.length ? (
        <Notice tone="bad" role="alert">
          {refusal.message}
        </Notice>
      ) : null}
      {isAnswer ? null : (
        <div className="grid grid-cols-2 gap-3">
          <Select
            label="Rule"
            value={rule}
            error={refusal?.fieldError("rule")}
            onChange={({ target }) => setRule(target.value as Guideline)}
          >
            {GUIDELINE_KEYS.map((key) => (
              <option key={key} value={key}>
                {reasonWord(key)}
              </option>
            ))}
          </Select>
          <Select label="It is about" value={field} onChange={({ target }) => setField(target.value as Field)}>
            {FIELDS.filter((key) => (key === "comment") === isComment).map((key) => (
              <option key={key} value={key}>
                {FIELD_WORDS[key]}
              </option>
            ))}
          </Select>
        </div>
      )}
      {deed === "suspend" ? (
        <Select
          label="For"
          value={days}
          onChange={({ target }) => setDays(target.value)}
          error={refusal?.fieldError("until")}
        >
          {SUSPENSIONS.map(({ days: value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      ) : null}
      <Textarea
        label="What the author reads"
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        error={refusal?.fieldError("reason")}
        help={isAnswer ? "Why the decision stands." : `After the rule: “${GUIDELINES[rule]}”`}
        limit={MAX_REASON_LENGTH}
        dir="auto"
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>
          Cancel <KeyHint>Esc</KeyHint>
        </Button>
        <Button variant="strong" type="submit" busy={isBusy}>
          {DEED_WORDS[deed].verb} <KeyHint>Ctrl ↵</KeyHint>
        </Button>
      </div>
    </form>
  );
}
