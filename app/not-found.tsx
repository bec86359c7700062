import type { Metadata } from "next";
import { DeadEnd } from "@/components/shell/dead-end";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <DeadEnd
      emoji="🧭"
      title="Nothing hangs here"
      actions={
        <>
          <ButtonLink href="/studio" variant="strong">
            Go to the studio
          </ButtonLink>
          <ButtonLink href="/">Home</ButtonLink>
        </>
      }
    >
      <p>This page does not exist, or it belongs to somebody else. Check the address, or start from the studio.</p>
    </DeadEnd>
  );
}
