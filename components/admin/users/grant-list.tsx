"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ShowMore } from "@/components/ui/show-more";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { usePages } from "@/components/ui/use-pages";
import { formatCredits } from "@/lib/core/credits";
import { fullTime } from "@/lib/core/ist-time";
import type { Page } from "@/lib/core/page";
import {
  approveGrantEndpoint,
  type GrantCause,
  type GrantView,
  grantsEndpoint,
  refuseGrantEndpoint,
} from "@/lib/domain/grants/contract";
import { call } from "@/lib/http/call";
import { ReasonDialog } from "../reason-dialog";
import { PersonLink } from "./person-link";

const CAUSES: Record<GrantCause, string> = {
  budget: "The day’s budget was used up",
  same_device: "Both used the same device",
  same_instrument: "Both paid with the same card or UPI id",
  same_address: "Both came from the same address",
  cycle: "They invited each other in a ring",
  velocity: "Very many in a short time",
};
const WHAT: Partial<Record<GrantView["reason"], string>> = {
  welcome: "Welcome credits",
  reuse_reward: "Remix reward",
  referral: "Invitation",
  milestone: "Milestone",
};

type Verb = "approve" | "refuse";
type Props = { first: Page<GrantView>; state: GrantView["state"] };

/** Promotional credits that wait for a person, or did. */
export function GrantList({ first, state }: Props) {
  const router = useRouter();
  const [asked, setAsked] = useState<{ grant: GrantView; verb: Verb }>();
  const { items, ...rest } = usePages(
    first,
    ({ id }) => id,
    (cursor) => call(grantsEndpoint, { query: { state, cursor } }),
  );
  return (
    <div className="flex flex-col gap-4">
      <Table caption="Credits that wait">
        <thead>
          <tr>
            <Th>Person</Th>
            <Th>For</Th>
            <Th>Why it waits</Th>
            <Th isFigure>Credits</Th>
            <Th>
              <span className="sr-only">Decision</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {items.map((grant) => (
            <Tr key={grant.id}>
              <Td>
                <PersonLink of={grant.user} />
              </Td>
              <Td className="min-w-36">
                {WHAT[grant.reason] ?? grant.reason}
                <time dateTime={grant.createdAt} className="block text-ink-2 type-small">
                  {fullTime(grant.createdAt)}
                </time>
              </Td>
              <Td className="min-w-48">
                {CAUSES[grant.cause]}
                {grant.setOffBy ? (
                  <span className="block text-ink-2 type-small">with @{grant.setOffBy.handle}</span>
                ) : null}
              </Td>
              <Td isFigure className="font-strong">
                {grant.credits}
              </Td>
              <Td>
                <Decision grant={grant} onAsk={(verb) => setAsked({ grant, verb })} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ShowMore {...rest} />
      {asked ? <GrantDialog {...asked} onClose={() => setAsked(undefined)} onDone={() => router.refresh()} /> : null}
    </div>
  );
}

function Decision({ grant, onAsk }: { grant: GrantView; onAsk: (verb: Verb) => void }) {
  if (grant.state !== "waiting")
    return (
      <span className="flex flex-col items-end gap-1">
        <Badge tone={grant.state === "granted" ? "good" : "plain"}>
          {grant.state === "granted" ? "Booked" : "Refused"}
        </Badge>
        {grant.resolvedBy ? <span className="text-ink-2 type-small">@{grant.resolvedBy}</span> : null}
      </span>
    );
  return (
    <span className="flex justify-end gap-2">
      <Button size="compact" onClick={() => onAsk("refuse")}>
        Refuse
      </Button>
      <Button size="compact" variant="strong" onClick={() => onAsk("approve")}>
        Book
      </Button>
    </span>
  );
}

type DialogProps = { grant: GrantView; verb: Verb; onClose: () => void; onDone: () => void };

function GrantDialog({ grant, verb, onClose, onDone }: DialogProps) {
  const isApproval = verb === "approve";
  const endpoint = isApproval ? approveGrantEndpoint : refuseGrantEndpoint;
  const send = async (reason: string) => {
    await call(endpoint, { params: { id: grant.id }, body: { reason } });
    onDone();
  };
  const amount = formatCredits(grant.credits);
  return (
    <ReasonDialog
      title={isApproval ? `Book ${amount} for ${grant.user.name}?` : `Refuse ${amount} for ${grant.user.name}?`}
      verb={isApproval ? "Book" : "Refuse"}
      send={send}
      onClose={onClose}
    >
      {isApproval
        ? "The credits are there at once, and pay what the account owes first. This can’t be undone."
        : "The credits are never booked. This can’t be undone."}
    </ReasonDialog>
  );
}
