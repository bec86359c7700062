"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { ShowMore } from "@/components/ui/show-more";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { usePages } from "@/components/ui/use-pages";
import { formatCredits } from "@/lib/core/credits";
import { fullTime } from "@/lib/core/ist-time";
import type { Page } from "@/lib/core/page";
import {
  type AdjustmentView,
  adjustmentsEndpoint,
  approveAdjustmentEndpoint,
  refuseAdjustmentEndpoint,
} from "@/lib/domain/adjustments/contract";
import { CallError, call } from "@/lib/http/call";
import { ReasonDialog } from "../reason-dialog";
import { PersonLink } from "./person-link";

const STATES: Record<AdjustmentView["state"], { name: string; tone: BadgeTone }> = {
  waiting: { name: "Waits for a second admin", tone: "marigold" },
  done: { name: "Booked", tone: "good" },
  refused: { name: "Refused", tone: "plain" },
};

/** Credits given and taken by hand, newest first. */
export function AdjustmentList({ first }: { first: Page<AdjustmentView> }) {
  const router = useRouter();
  const [asked, setAsked] = useState<{ adjustment: AdjustmentView; verb: "approve" | "refuse" }>();
  const { items, ...rest } = usePages(
    first,
    ({ id }) => id,
    (cursor) => call(adjustmentsEndpoint, { query: { cursor } }),
  );
  const close = () => setAsked(undefined);
  const refuse = async (reason: string) => {
    await call(refuseAdjustmentEndpoint, { params: { id: asked?.adjustment.id ?? "" }, body: { reason } });
    router.refresh();
  };
  return (
    <div className="flex flex-col gap-4">
      <Table caption="Adjustments">
        <thead>
          <tr>
            <Th>Person</Th>
            <Th isFigure>Credits</Th>
            <Th>Why</Th>
            <Th>Asked by</Th>
            <Th>State</Th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <Tr key={one.id}>
              <Td>
                <PersonLink of={one.user} />
              </Td>
              <Td isFigure className="font-strong whitespace-nowrap">
                {one.credits > 0 ? `+${one.credits}` : `−${-one.credits}`}
              </Td>
              <Td className="min-w-48 wrap-anywhere">{one.reason}</Td>
              <Td className="whitespace-nowrap">
                @{one.requestedBy}
                <time dateTime={one.createdAt} className="block text-ink-2 type-small">
                  {fullTime(one.createdAt)}
                </time>
              </Td>
              <Td className="min-w-40">
                <Badge tone={STATES[one.state].tone}>{STATES[one.state].name}</Badge>
                {one.decidedBy ? <span className="block text-ink-2 type-small">by @{one.decidedBy}</span> : null}
                {one.canDecide ? (
                  <span className="mt-2 flex gap-2">
                    <Button size="compact" onClick={() => setAsked({ adjustment: one, verb: "refuse" })}>
                      Refuse
                    </Button>
                    <Button
                      size="compact"
                      variant="strong"
                      onClick={() => setAsked({ adjustment: one, verb: "approve" })}
                    >
                      Agree
                    </Button>
                  </span>
                ) : null}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ShowMore {...rest} />
      {asked?.verb === "refuse" ? (
        <ReasonDialog title="Refuse this adjustment?" verb="Refuse" send={refuse} onClose={close}>
          Nothing moves. Whoever asked may ask anew.
        </ReasonDialog>
      ) : null}
      {asked?.verb === "approve" ? (
        <ApproveDialog adjustment={asked.adjustment} onClose={close} onDone={() => router.refresh()} />
      ) : null}
    </div>
  );
}

type ApproveProps = { adjustment: AdjustmentView; onClose: () => void; onDone: () => void };

function ApproveDialog({ adjustment, onClose, onDone }: ApproveProps) {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const approve = async () => {
    setBusy(true);
    try {
      await call(approveAdjustmentEndpoint, { params: { id: adjustment.id } });
      onDone();
      onClose();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
  };
  const verb = adjustment.credits > 0 ? "Give" : "Take";
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${verb} ${formatCredits(Math.abs(adjustment.credits))}?`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="strong" busy={isBusy} onClick={() => void approve()}>
            Agree
          </Button>
        </>
      }
    >
      {problem ? (
        <Notice tone="bad" role="alert">
          {problem}
        </Notice>
      ) : null}
      <p>
        For {adjustment.user.name}, as @{adjustment.requestedBy} asked: “{adjustment.reason}” It is booked at once.
      </p>
    </Dialog>
  );
}
