"use client";

import { useState } from "react";
import { Input } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";

type Props = {
  title: string;
  verb: string;
  /** What follows from it. */
  children: string;
  send: (reason: string) => Promise<void>;
  onClose: () => void;
};

/** Asks why before something is done for good. */
export function ReasonDialog({ title, verb, children, send, onClose }: Props) {
  const [reason, setReason] = useState("");
  return (
    <FormDialog title={title} verb={verb} send={() => send(reason)} onClose={onClose}>
      {(problem) => (
        <>
          <p className="text-ink-2">{children}</p>
          <Input
            label="Reason, for the audit log"
            value={reason}
            error={problem?.fieldError("reason")}
            onChange={({ target }) => setReason(target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
