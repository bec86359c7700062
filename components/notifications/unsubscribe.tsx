"use client";

import type { Route } from "next";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { unsubscribeEndpoint } from "@/lib/domain/notifications/contract";
import { CallError, call } from "@/lib/http/call";

type State = { kind: "ready" | "busy" | "done" } | { kind: "refused"; message: string };

/** Ends the mail when its button is pressed; needs no account. */
export function Unsubscribe({ token }: { token: string }) {
  const [state, setState] = useState<State>({ kind: "ready" });
  const end = async () => {
    setState({ kind: "busy" });
    try {
      await call(unsubscribeEndpoint, { query: { token } });
      setState({ kind: "done" });
    } catch (error) {
      const message = error instanceof CallError ? error.message : "That did not work. Please try again.";
      setState({ kind: "refused", message });
    }
  };
  return (
    <div className="flex flex-col gap-4">
      <div role="status">
        {state.kind === "done" ? <Notice tone="good">Done. No more mails about notifications.</Notice> : null}
        {state.kind === "refused" ? <Notice tone="bad">{state.message}</Notice> : null}
      </div>
      {state.kind === "done" ? (
        <TextLink href={"/settings#notifications" as Route}>Choose what is mailed</TextLink>
      ) : (
        <Button variant="primary" size="large" wide busy={state.kind === "busy"} onClick={() => void end()}>
          End the daily mail
        </Button>
      )}
    </div>
  );
}
