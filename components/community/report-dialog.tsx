"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Textarea } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { RadioCards } from "@/components/ui/radio-cards";
import { notify } from "@/components/ui/toaster";
import { REPORT_REASONS, type ReportReason, reportEndpoint } from "@/lib/domain/community/contract";
import { CallError, call } from "@/lib/http/call";

const REASON_WORDS: Record<ReportReason, string> = {
  sexual: "Sexual content",
  minors: "A child is in danger or shown sexually",
  violence: "Violence or gore",
  hate: "Hate against a group",
  harassment: "Bullies or threatens somebody",
  real_person: "A real person, without consent",
  copyright: "Somebody else's work",
  spam: "Spam or fraud",
  other: "Something else",
};

const MAX_DETAILS = 1000;

type Props = { postId: string; onClose: () => void; onReported: () => void };

/** Tells the moderators about a post, once. */
export function ReportDialog({ postId, onClose, onReported }: Props) {
  const formId = useId();
  const [reason, setReason] = useState<ReportReason>("sexual");
  const [details, setDetails] = useState("");
  const [problem, setProblem] = useState<CallError>();
  const [isBusy, setBusy] = useState(false);

  const end = (message: string) => {
    notify({ message });
    onReported();
    onClose();
  };
  const send = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await call(reportEndpoint, { params: { id: postId }, body: { reason, details } });
      end("Reported. A moderator looks at it, and you hear what came of it.");
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.code === "conflict") end("You have reported this post before. Once is enough.");
      else setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="What is wrong with this post?"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="strong" type="submit" form={formId} busy={isBusy}>
            Report
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        className="flex flex-col gap-4 text-ink"
      >
        {problem ? (
          <Notice tone="bad" role="alert">
            {problem.message}
          </Notice>
        ) : null}
        <RadioCards
          legend="Reason"
          variant="row"
          value={reason}
          onChange={setReason}
          className="flex flex-col"
          options={REPORT_REASONS.map((value) => ({ value, content: REASON_WORDS[value] }))}
        />
        <Textarea
          label="What should we know? (optional)"
          value={details}
          onChange={({ target }) => setDetails(target.value)}
          error={problem?.fieldError("details")}
          limit={MAX_DETAILS}
          dir="auto"
        />
        <p className="text-ink-2 type-small">The author does not learn who reported.</p>
      </form>
    </Dialog>
  );
}
