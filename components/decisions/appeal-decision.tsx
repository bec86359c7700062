"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { notify } from "@/components/ui/toaster";
import { MAX_APPEAL_LENGTH } from "@/lib/domain/community/contract";
import { appealDecisionEndpoint } from "@/lib/domain/review/contract";
import { call } from "@/lib/http/call";

/** Asks for another look, once. */
export function AppealDecision({ decisionId }: { decisionId: string }) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const send = async () => {
    await call(appealDecisionEndpoint, { params: { id: decisionId }, body: { reason } });
    notify({ message: "A moderator looks at it again. You hear what comes of it." });
    router.refresh();
  };
  return (
    <>
      <Button variant="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Ask for another look
      </Button>
      {isOpen ? (
        <FormDialog title="Ask for another look" verb="Send" send={send} onClose={() => setOpen(false)}>
          {(problem) => (
            <>
              <Textarea
                label="Why is the decision wrong?"
                value={reason}
                onChange={({ target }) => setReason(target.value)}
                error={problem?.fieldError("reason")}
                limit={MAX_APPEAL_LENGTH}
                dir="auto"
              />
              <p className="text-ink-2 type-small">It costs nothing, and somebody else decides. You can ask once.</p>
            </>
          )}
        </FormDialog>
      ) : null}
    </>
  );
}
