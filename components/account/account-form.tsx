"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Submission } from "./use-submit";

/**
 * A form with its fields, what went wrong with the whole of it, and its one button. `post` only keeps typed passwords out of the
 * address if it is sent before the page is ready.
 */
export function AccountForm({
  form,
  verb,
  isPrimary = true,
  children,
}: {
  form: Submission;
  verb: string;
  /** False where the page has several forms. */
  isPrimary?: boolean;
  children: ReactNode;
}) {
  return (
    <form ref={form.ref} onSubmit={form.onSubmit} method="post" noValidate className="flex flex-col gap-4">
      {children}
      {form.message ? (
        <Notice tone="bad" role="alert">
          {form.message}
        </Notice>
      ) : null}
      {isPrimary ? (
        <Button type="submit" variant="primary" size="large" wide busy={form.isBusy}>
          {verb}
        </Button>
      ) : (
        <Button type="submit" busy={form.isBusy} className="self-start">
          {verb}
        </Button>
      )}
    </form>
  );
}
