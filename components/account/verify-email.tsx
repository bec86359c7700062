"use client";

import { useEffect, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatCredits } from "@/lib/core/credits";
import { meEndpoint, verifyEmailEndpoint } from "@/lib/domain/identity/contract";
import { balanceEndpoint } from "@/lib/domain/ledger/contract";
import { CallError, call } from "@/lib/http/call";
import { MailRequestForm } from "./mail-request-form";

/** `wasUnverified`: the signed-in user had no confirmed address when the page was made. */
type Props = { token: string; wasUnverified: boolean; isSignedIn: boolean; email?: string | undefined };

type State = { kind: "busy" } | { kind: "done"; credits: number } | { kind: "refused" | "unclear"; message: string };

/** What the confirmation booked. Before it there was nothing to have a balance from, so all of it is the welcome grant. */
async function grantedCredits(wasUnverified: boolean): Promise<number> {
  if (!wasUnverified) return 0;
  try {
    const { user } = await call(meEndpoint);
    return user.emailVerified ? (await call(balanceEndpoint)).credits : 0;
  } catch {
    // The address is confirmed all the same; the balance stands in the studio.
    return 0;
  }
}

async function confirm({ token, wasUnverified }: Props): Promise<State> {
  try {
    await call(verifyEmailEndpoint, { body: { token } });
    return { kind: "done", credits: await grantedCredits(wasUnverified) };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return { kind: error.code === "validation_failed" ? "refused" : "unclear", message: error.message };
  }
}

/** Uses the link up as soon as the page is there; the same link twice is fine. */
export function VerifyEmail(props: Props) {
  const { token, wasUnverified, isSignedIn, email } = props;
  const [state, setState] = useState<State>({ kind: "busy" });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt runs it again
  useEffect(() => {
    let isHere = true;
    void confirm({ token, wasUnverified, isSignedIn }).then((next) => {
      if (isHere) setState(next);
    });
    return () => {
      isHere = false;
    };
  }, [token, wasUnverified, isSignedIn, attempt]);

  return (
    <div className="flex flex-col gap-4">
      <div role="status">
        {state.kind === "busy" ? <p className="text-ink-2">One moment.</p> : <Outcome state={state} />}
      </div>
      {state.kind === "done" ? (
        <ButtonLink href={isSignedIn ? "/studio" : "/login"} variant="primary" size="large" wide>
          {isSignedIn ? "Make a picture" : "Sign in"}
        </ButtonLink>
      ) : null}
      {state.kind === "refused" ? <MailRequestForm kind="verify" email={email} /> : null}
      {state.kind === "unclear" ? (
        <Button variant="primary" size="large" wide onClick={() => setAttempt(attempt + 1)}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}

function Outcome({ state }: { state: Exclude<State, { kind: "busy" }> }) {
  if (state.kind !== "done") return <Notice tone="bad">{state.message}</Notice>;
  return (
    <Notice tone="good">
      Your e-mail address is confirmed.
      {state.credits > 0 ? ` ${formatCredits(state.credits)} ${state.credits > 1 ? "are" : "is"} yours.` : ""}
    </Notice>
  );
}
