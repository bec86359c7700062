"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { TextButton } from "@/components/ui/text-link";
import { notify } from "@/components/ui/toaster";
import { copyLink, copyPrompt } from "./copy-text";
import { downloadUrl } from "./download-menu";

const neverChanges = () => () => {};

/** Asked with an empty file of the kind that will be shared: the browser judges by type. */
function canShareFiles(): boolean {
  const file = new File([], "picture.jpg", { type: "image/jpeg" });
  return typeof navigator.canShare === "function" && navigator.canShare({ files: [file] });
}

const useCanShare = () => useSyncExternalStore(neverChanges, canShareFiles, () => false);

/** Hands the file to the device's own share sheet; where there is none, its place copies the link. */
export function ShareButton({ imageId }: { imageId: string }) {
  const canShare = useCanShare();
  const [isBusy, setBusy] = useState(false);

  const share = async () => {
    setBusy(true);
    try {
      const response = await fetch(downloadUrl(imageId, "jpeg"));
      if (!response.ok) throw new Error(`download answered ${response.status}`);
      const file = new File([await response.blob()], "picture.jpg", { type: "image/jpeg" });
      await navigator.share({ files: [file] });
    } catch (error) {
      const isDismissed = error instanceof DOMException && error.name === "AbortError";
      if (!isDismissed) notify({ message: "It could not be shared. Download it instead." });
    } finally {
      setBusy(false);
    }
  };

  return canShare ? (
    <Button busy={isBusy} onClick={share} wide>
      Share
    </Button>
  ) : (
    <Button onClick={() => copyLink(imageId)} wide>
      Copy link
    </Button>
  );
}

/** Copy prompt, and Copy link where the share sheet has taken its place. */
export function CopyLinks({ imageId, prompt }: { imageId: string; prompt: string }) {
  const canShare = useCanShare();
  return (
    <>
      <TextButton onClick={() => copyPrompt(prompt)}>Copy prompt</TextButton>
      {canShare ? <TextButton onClick={() => copyLink(imageId)}>Copy link</TextButton> : null}
    </>
  );
}
