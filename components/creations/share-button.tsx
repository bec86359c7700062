"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextButton } from "@/components/ui/text-link";
import { copyLink, copyPrompt } from "./copy-text";

const ShareDialog = dynamic(() => import("./share-dialog").then((part) => part.ShareDialog), { ssr: false });

/** Opens the dialog that makes a link for others. */
export function ShareButton({ imageId }: { imageId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)} wide>
        Share
      </Button>
      {isOpen ? <ShareDialog imageId={imageId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** The prompt, and the address of the page that only its owner can open. */
export function CopyLinks({ imageId, prompt }: { imageId: string; prompt: string }) {
  return (
    <>
      <TextButton onClick={() => copyPrompt(prompt)}>Copy prompt</TextButton>
      <TextButton onClick={() => copyLink(imageId)}>Copy link</TextButton>
    </>
  );
}
