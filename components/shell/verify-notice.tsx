"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { resendVerificationEndpoint } from "@/lib/domain/identity/contract";
import { CallError, call } from "@/lib/http/call";

/** Until the address is verified: what it is for, and the mail once more. */
export function VerifyNotice({ email, welcomeCredits }: { email: string; welcomeCredits: number }) {
  const [state, setState] = useState<"idle" | "sending" | "sent">("idle");
  const [problem, setProblem] = useState<string>();

  const resend = async () => {
    setState("sending");
    setProblem(undefined);
    try {
      await call(resendVerificationEndpoint, { body: { email } });
      setState("sent");
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : "The mail could not be sent. Try again.");
      setState("idle");
    }
  };

  const gift =
    welcomeCredits > 0 ? ` and get ${welcomeCredits} free ${welcomeCredits === 1 ? "credit" : "credits"}` : "";
  return (
    <Notice
      tone="wash"
      className="mx-inset mt-3 fold:mt-4"
      action={
        state === "sent" ? undefined : (
          <Button size="compact" busy={state === "sending"} onClick={resend}>
            Send the mail again
          </Button>
        )
      }
    >
      <p role="status">
        {problem ??
          (state === "sent"
            ? `A new mail is on its way to ${email}.`
            : `Verify your e-mail${gift}. The link is in the mail to ${email}.`)}
      </p>
    </Notice>
  );
}
