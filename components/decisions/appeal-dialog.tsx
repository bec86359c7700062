"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { notify } from "@/components/ui/toaster";
import { MAX_APPEAL_LENGTH } from "@/lib/domain/community/contract";

type Props = {
  /** What the author is asked. */
  question: string;
  /** Files the appeal. */
  send: (reason: string) => Promise<unknown>;
  onClose: () => void;
};

/** The author's request for another look: one question, asked once for each decision. */
export function AppealDialog({ question, send, onClose }: Props) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const file = async () => {
    await send(reason);
    notify({ message: "A moderator looks at it again. You hear what comes of it." });
    router.refresh();
  };
  return (
    <FormDialog title="Ask for another look" verb="Send" send={file} onClose={onClose}>
      {(problem) => (
        <>
          <Textarea
            label={question}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            error={problem?.fieldError("reason")}
            limit={MAX_APPEAL_LENGTH}
            dir="auto"
          />
          <p className="text-ink-2 type-small">
            It costs nothing, and somebody else decides. You can ask once for each decision.
          </p>
        </>
      )}
    </FormDialog>
  );
}
