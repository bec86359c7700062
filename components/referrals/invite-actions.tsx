"use client";

import { useSyncExternalStore } from "react";
import { copyText } from "@/components/creations/copy-text";
import { Button } from "@/components/ui/button";

const neverChanges = () => () => {};

/** Copies the link, or hands it to the system's share sheet where there is one. */
export function InviteActions({ link, text }: { link: string; text: string }) {
  const canShare = useSyncExternalStore(
    neverChanges,
    () => typeof navigator.share === "function",
    () => false,
  );
  const copy = () => copyText(link, "Link copied.");
  const share = async () => {
    try {
      await navigator.share({ url: link, text });
    } catch (error) {
      const wasClosed = error instanceof DOMException && error.name === "AbortError";
      if (!wasClosed) await copy();
    }
  };
  return (
    <div className="flex flex-wrap gap-3">
      <Button variant={canShare ? "outline" : "strong"} onClick={() => void copy()}>
        Copy link
      </Button>
      {canShare ? (
        <Button variant="strong" onClick={() => void share()}>
          Share
        </Button>
      ) : null}
    </div>
  );
}
