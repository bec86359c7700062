"use client";

import { useState } from "react";
import { AuthorLine } from "@/components/community/author-line";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toaster";
import { type BlockedView, unblockEndpoint, unmuteEndpoint } from "@/lib/domain/profiles/contract";
import { CallError, call } from "@/lib/http/call";

type Kind = keyof BlockedView;
const WORDS = {
  blocked: { title: "Blocked", undo: "Unblock", endpoint: unblockEndpoint },
  muted: { title: "Muted", undo: "Unmute", endpoint: unmuteEndpoint },
} as const;

/** Whom one blocks and mutes, and the way back. */
export function BlockedPeople({ people }: { people: BlockedView }) {
  const [shown, setShown] = useState(people);
  const undo = async (kind: Kind, handle: string) => {
    try {
      await call(WORDS[kind].endpoint, { params: { handle } });
      setShown((before) => ({ ...before, [kind]: before[kind].filter((one) => one.handle !== handle) }));
    } catch (error) {
      notify({ message: error instanceof CallError ? error.message : "It could not be taken back." });
    }
  };
  const kinds = (["blocked", "muted"] as const).filter((kind) => shown[kind].length > 0);
  if (kinds.length === 0) return <p className="text-ink-2">You block and mute nobody.</p>;
  return kinds.map((kind) => (
    <section key={kind} aria-label={WORDS[kind].title}>
      <h3 className="font-strong type-small">{WORDS[kind].title}</h3>
      <ul className="divide-y divide-line">
        {shown[kind].map((person) => (
          <li key={person.handle} className="py-2">
            <AuthorLine author={person}>
              <Button
                size="compact"
                aria-label={`${WORDS[kind].undo} ${person.name}`}
                onClick={() => void undo(kind, person.handle)}
              >
                {WORDS[kind].undo}
              </Button>
            </AuthorLine>
          </li>
        ))}
      </ul>
    </section>
  ));
}
