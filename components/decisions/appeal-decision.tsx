"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { appealDecisionEndpoint } from "@/lib/domain/review/contract";
import { call } from "@/lib/http/call";
import { AppealDialog } from "./appeal-dialog";

/** Asks for another look, once. */
export function AppealDecision({ decisionId }: { decisionId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Ask for another look
      </Button>
      {isOpen ? (
        <AppealDialog
          question="Why is the decision wrong?"
          send={(reason) => call(appealDecisionEndpoint, { params: { id: decisionId }, body: { reason } })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
