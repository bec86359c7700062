"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** Deletes all that is in the bin for ever, after asking. */
export function EmptyBinButton({ onConfirm }: { onConfirm: () => Promise<void> }) {
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    await onConfirm();
    setBusy(false);
    setOpen(false);
  };
  return (
    <>
      <Button variant="danger" size="compact" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Empty the bin
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Delete everything in the bin for ever?"
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button variant="danger" busy={isBusy} onClick={confirm}>
              Empty the bin
            </Button>
          </>
        }
      >
        All pictures in the bin and their files are deleted at once, also those that are not shown here. Nobody can
        bring them back.
      </Dialog>
    </>
  );
}
