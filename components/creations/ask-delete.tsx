"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { pictures } from "./use-actions";

export type Question = "delete" | "purge";

type AskProps = { asks: Question | undefined; count: number; onClose: () => void; onConfirm: () => void };

/** Asks before pictures go into the bin, or out of it for ever. */
export function AskDelete({ asks, count, onClose, onConfirm }: AskProps) {
  const isForEver = asks === "purge";
  const what = count === 1 ? "this picture" : `these ${pictures(count)}`;
  return (
    <Dialog
      isOpen={asks !== undefined}
      onClose={onClose}
      title={isForEver ? `Delete ${what} for ever?` : `Delete ${what}?`}
      actions={
        <>
          <Button onClick={onClose}>Keep {count === 1 ? "it" : "them"}</Button>
          <Button variant="danger" onClick={onConfirm}>
            {isForEver ? "Delete for ever" : "Delete"}
          </Button>
        </>
      }
    >
      {isForEver
        ? "The files are deleted at once. Nobody can bring them back, and credits do not come back either."
        : `${count === 1 ? "It goes" : "They go"} to the bin for 30 days, and can be restored from there. Credits do not come back.`}
    </Dialog>
  );
}
