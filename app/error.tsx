"use client";

import { DeadEnd } from "@/components/shell/dead-end";
import { Button, ButtonAnchor } from "@/components/ui/button";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function PageError({ error, reset }: Props) {
  return (
    <DeadEnd
      emoji="🫗"
      title="This page did not load"
      reference={error.digest}
      actions={
        <>
          <Button variant="strong" onClick={reset}>
            Try again
          </Button>
          <ButtonAnchor href="/">Home</ButtonAnchor>
        </>
      }
    >
      <p>
        Something went wrong on our side. Your pictures and credits are as they were: a picture that was being made goes
        on, and one that fails gives its credits back.
      </p>
    </DeadEnd>
  );
}
