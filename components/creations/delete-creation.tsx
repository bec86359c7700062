"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextButton } from "@/components/ui/text-link";
import { notify } from "@/components/ui/toaster";
import { deleteCreationEndpoint, restoreCreationEndpoint } from "@/lib/domain/creations/contract";
import { CallError, call } from "@/lib/http/call";

type Props = { imageId: string; isPublished: boolean; onDeleted: () => void; onRestored: () => void };

/** What deleting a published picture means for its post. */
const POST_GOES_TOO = "Its post goes out of sight until you restore it. Remixes that others made stay theirs.";

const reason = (error: unknown, otherwise: string) => (error instanceof CallError ? error.message : otherwise);

/** Delete, which asks first and can be undone. */
export function DeleteCreation({ imageId, isPublished, onDeleted, onRestored }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);

  const restore = async () => {
    try {
      await call(restoreCreationEndpoint, { params: { id: imageId } });
      onRestored();
    } catch (error) {
      notify({ message: reason(error, "It could not be taken back.") });
    }
  };

  const remove = async () => {
    setBusy(true);
    try {
      await call(deleteCreationEndpoint, { params: { id: imageId } });
      setOpen(false);
      notify({ message: "Picture deleted.", action: { label: "Undo", onAction: () => void restore() } });
      onDeleted();
    } catch (error) {
      notify({ message: reason(error, "It could not be deleted.") });
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <TextButton variant="danger" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Delete
      </TextButton>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Delete this picture?"
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button variant="danger" busy={isBusy} onClick={remove}>
              Delete
            </Button>
          </>
        }
      >
        It goes to the bin for 30 days, and can be restored from there. Its credits do not come back.
        {isPublished ? ` ${POST_GOES_TOO}` : null}
      </Dialog>
    </>
  );
}
