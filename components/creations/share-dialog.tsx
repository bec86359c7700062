"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { TextButton } from "@/components/ui/text-link";
import { notify } from "@/components/ui/toaster";
import { type ShareView, shareEndpoint, unshareEndpoint } from "@/lib/domain/creations/contract";
import { CallError, call } from "@/lib/http/call";
import { copyText } from "./copy-text";

const neverChanges = () => () => {};
const FILE_NAME = "picture.jpg";
const FILE_TYPE = "image/jpeg";

/** Asked with an empty file of the kind that will be shared: the browser judges by type. */
function canShareFiles(): boolean {
  const files = [new File([], FILE_NAME, { type: FILE_TYPE })];
  return typeof navigator.canShare === "function" && navigator.canShare({ files, url: location.href });
}

const reasonOf = (error: unknown, otherwise: string) => (error instanceof CallError ? error.message : otherwise);

/** The picture's link with what others will see of it; made when the dialog opens, and taken back here. */
export function ShareDialog({ imageId, onClose }: { imageId: string; onClose: () => void }) {
  const [share, setShare] = useState<ShareView>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    let isHere = true;
    call(shareEndpoint, { params: { id: imageId } }).then(
      (made) => isHere && setShare(made),
      (error: unknown) => isHere && setProblem(reasonOf(error, "The link could not be made.")),
    );
    return () => {
      isHere = false;
    };
  }, [imageId]);

  const takeBack = async () => {
    try {
      await call(unshareEndpoint, { params: { id: imageId } });
      notify({ message: "The link is taken back. It shows nothing from now on." });
      onClose();
    } catch (error) {
      setProblem(reasonOf(error, "The link could not be taken back."));
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Share this picture"
      actions={share ? <ShareActions share={share} /> : <Button onClick={onClose}>Close</Button>}
    >
      <div className="flex flex-col gap-3">
        <p>Whoever has the link sees the picture and your name, not your words. It carries the mark that AI made it.</p>
        {problem ? (
          <Notice tone="bad" role="alert">
            {problem}
          </Notice>
        ) : null}
        <Preview share={share} />
        {share ? (
          <div className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate text-ink select-all">{share.url}</span>
            <TextButton variant="danger" className="shrink-0" onClick={takeBack}>
              Take the link back
            </TextButton>
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}

function Preview({ share }: { share: ShareView | undefined }) {
  return (
    <div className="flex h-64 items-center justify-center overflow-hidden rounded-picture bg-sunken">
      {share ? (
        // biome-ignore lint/performance/noImgElement: the very file that others will get
        <img src={share.imageUrl} alt="What others will see" className="size-full object-contain" />
      ) : (
        <span className="text-ink-2 type-small">Making the link</span>
      )}
    </div>
  );
}

function ShareActions({ share }: { share: ShareView }) {
  const canShare = useSyncExternalStore(neverChanges, canShareFiles, () => false);
  const file = useSharedFile(canShare ? share.imageUrl : undefined);
  const copy = () => copyText(share.url, "Link copied. Whoever has it can see the picture.");
  const send = async () => {
    if (!file) return;
    try {
      await navigator.share({ files: [file], url: share.url });
    } catch (error) {
      const isDismissed = error instanceof DOMException && error.name === "AbortError";
      if (!isDismissed) notify({ message: "It could not be shared from here. Copy the link instead." });
    }
  };
  return (
    <>
      <Button variant={canShare ? "outline" : "strong"} onClick={copy}>
        Copy link
      </Button>
      {canShare ? (
        <Button variant="strong" busy={!file} onClick={send}>
          Share
        </Button>
      ) : null}
    </>
  );
}

/** Read beforehand: browsers open their share sheet only in the moment of a press. */
function useSharedFile(url: string | undefined): File | undefined {
  const [file, setFile] = useState<File>();
  useEffect(() => {
    if (url === undefined) return;
    const stopping = new AbortController();
    fetch(url, { signal: stopping.signal })
      .then((response) => (response.ok ? response.blob() : Promise.reject(new Error(`answered ${response.status}`))))
      .then((blob) => setFile(new File([blob], FILE_NAME, { type: FILE_TYPE })))
      .catch(() => {});
    return () => stopping.abort();
  }, [url]);
  return file;
}
