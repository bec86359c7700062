"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toaster";
import { blockEndpoint, muteEndpoint, unblockEndpoint, unmuteEndpoint } from "@/lib/domain/profiles/contract";
import { CallError, call } from "@/lib/http/call";

type Props = { person: { handle: string; name: string }; muted: boolean };

/** Mute, which can be taken back here, and block, which asks first and can be undone at once. */
export function RelationMenu({ person, muted }: Props) {
  const router = useRouter();
  const [isMuted, setMuted] = useState(muted);
  const [isAsking, setAsking] = useState(false);
  const params = { handle: person.handle };
  const attempt = async (work: () => Promise<unknown>, otherwise: string) => {
    try {
      await work();
      return true;
    } catch (error) {
      notify({ message: error instanceof CallError ? error.message : otherwise });
      return false;
    }
  };
  const mute = async () => {
    const wanted = !isMuted;
    setMuted(wanted);
    const isDone = await attempt(
      () => call(wanted ? muteEndpoint : unmuteEndpoint, { params }),
      "It could not be changed.",
    );
    if (!isDone) setMuted(!wanted);
  };
  const block = async () => {
    setAsking(false);
    if (!(await attempt(() => call(blockEndpoint, { params }), `${person.name} could not be blocked.`))) return;
    const undo = async () => {
      if (await attempt(() => call(unblockEndpoint, { params }), "The block could not be taken back."))
        router.push(`/u/${person.handle}` as never);
    };
    notify({ message: `${person.name} is blocked.`, action: { label: "Undo", onAction: () => void undo() } });
    router.push("/studio/community" as never);
  };
  return (
    <>
      <Button variant="quiet" aria-pressed={isMuted} onClick={() => void mute()}>
        {isMuted ? "Muted" : "Mute"}
      </Button>
      <Button variant="danger" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        Block
      </Button>
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Block ${person.name}?`}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button variant="danger" onClick={() => void block()}>
              Block
            </Button>
          </>
        }
      >
        You no longer see each other's pictures, comments and profiles, and stop following each other. Nobody is told.
      </Dialog>
    </>
  );
}
