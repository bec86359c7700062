"use client";

import { type ReactNode, useId, useState } from "react";
import { CallError } from "@/lib/http/call";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Notice } from "./notice";

type Props = {
  /** The question. */
  title: string;
  /** On the button that does it. */
  verb: string;
  /** Does it; a refusal is shown, and everything typed stays. */
  send: () => Promise<void>;
  onClose: () => void;
  /** The fields; given the refusal, so that each can say its own. */
  children: (problem: CallError | undefined) => ReactNode;
};

/** A form in a dialog: sends, shows what was refused, and closes when it is done. */
export function FormDialog({ title, verb, send, onClose, children }: Props) {
  const formId = useId();
  const [problem, setProblem] = useState<CallError>();
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await send();
      onClose();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="strong" type="submit" form={formId} busy={isBusy}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        className="flex flex-col gap-4 text-ink"
      >
        {problem ? (
          <Notice tone="bad" role="alert">
            {problem.problem?.errors?.length ? "Please look at what is marked below." : problem.message}
          </Notice>
        ) : null}
        {children(problem)}
      </form>
    </Dialog>
  );
}
