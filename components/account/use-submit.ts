"use client";

import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { CallError } from "@/lib/http/call";

export type Submission = {
  ref: RefObject<HTMLFormElement | null>;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  isBusy: boolean;
  /** The refusal of one field, as the server said it. */
  errorOf: (field: string) => string | undefined;
  /** What went wrong with the whole of it; undefined while fields say it. */
  message: string | undefined;
};

/**
 * Sends a form and keeps what was refused; focus goes to the first field that was. `send` gets the typed text by field name and
 * returns "leaving" when the page is about to change, which keeps the button busy.
 */
export function useSubmit(send: (typed: (name: string) => string) => Promise<"leaving"> | Promise<void>): Submission {
  const ref = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallError>();

  useEffect(() => {
    if (failure) ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failure]);

  async function run(form: HTMLFormElement) {
    const data = new FormData(form);
    try {
      if ((await send((name) => String(data.get(name) ?? ""))) === "leaving") return;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setFailure(error);
    }
    setBusy(false);
  }

  return {
    ref,
    isBusy,
    onSubmit: (event) => {
      event.preventDefault();
      if (isBusy) return;
      setBusy(true);
      setFailure(undefined);
      void run(event.currentTarget);
    },
    errorOf: (field) => failure?.fieldError(field),
    message: failure && !failure.problem?.errors?.length ? failure.message : undefined,
  };
}
