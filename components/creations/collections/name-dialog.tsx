"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/field";
import { CallError } from "@/lib/http/call";

type Props = {
  title: string;
  verb: string;
  /** Of the collection so far. */
  name?: string;
  /** Throws what the server refuses with; it is shown at the field. */
  onSave: (name: string) => Promise<unknown>;
  onClose: () => void;
};

const FORM = "collection-name";

/** Asks for a collection's name. */
export function NameDialog({ title, verb, name = "", onSave, onClose }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const wanted = String(new FormData(event.currentTarget).get("name"));
    setBusy(true);
    setProblem(undefined);
    try {
      await onSave(wanted);
      onClose();
    } catch (error) {
      const isCallError = error instanceof CallError;
      setProblem(isCallError ? (error.fieldError("name") ?? error.message) : "The name could not be saved.");
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
          <Button variant="strong" type="submit" form={FORM} busy={isBusy}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={save} className="text-ink">
        <Input
          label="Name"
          name="name"
          defaultValue={name}
          error={problem}
          maxLength={60}
          dir="auto"
          autoComplete="off"
          autoFocus
        />
      </form>
    </Dialog>
  );
}
