"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { pictures } from "./use-actions";

export type Question = "delete" | "purge";

type AskProps = {
  asks: Question | undefined;
  count: number;
  /** How many of them have a post in the community. */
  published: number;
  onClose: () => void;
  onConfirm: () => void;
};

/** What becomes of the posts of published pictures. */
function whatOfPosts(published: number, count: number, isForEver: boolean): string {
  const posts =
    count === 1
      ? "Its post goes"
      : `${published} of them ${published === 1 ? "has a post, which goes" : "have posts, which go"}`;
  const remixes = "Remixes that others made stay theirs.";
  return isForEver
    ? `${posts} for ever too. ${remixes}`
    : `${posts} out of sight until you restore ${count === 1 ? "it" : "them"}. ${remixes}`;
}

/** Asks before pictures go into the bin, or out of it for ever. */
export function AskDelete({ asks, count, published, onClose, onConfirm }: AskProps) {
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
      {published > 0 ? ` ${whatOfPosts(published, count, isForEver)}` : null}
    </Dialog>
  );
}
