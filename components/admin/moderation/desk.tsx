"use client";

import { useRef } from "react";
import { Button, KeyHint } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { useNow } from "@/components/ui/use-now";
import type { Deed, Queue, QueueView } from "@/lib/domain/review/contract";
import { CasePanel } from "./case-panel";
import { DecisionForm } from "./decision-form";
import { QueueList } from "./queue-list";
import { type Desk as DeskState, useDesk } from "./use-desk";
import { useKeys } from "./use-keys";
import { DEED_WORDS } from "./words";

type Props = { first: QueueView; queue?: Queue; nowMs: number };

/** The queue at the left, evidence and decision at the right; below 1100 px one under the other. */
export function Desk({ first, queue, nowMs: renderedMs }: Props) {
  const desk = useDesk(first, queue);
  const nowMs = useNow(renderedMs, true, 30_000);
  const panel = useRef<HTMLElement>(null);
  const begin = (deed: Deed) => {
    if (!canDecide(desk)) return;
    if (DEED_WORDS[deed].isFormal) desk.setDeed(deed);
    else void desk.decide(deed);
  };
  useKeys(desk, begin);
  if (desk.list.items.length === 0 && !desk.detail)
    return (
      <EmptyState emoji="🙂" title="Nothing waits" className="py-16">
        Reports, held posts and appeals come in here, the most urgent first. This page looks every few seconds.
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-6 wide:flex-row wide:items-start">
      <div className="min-w-0 flex-1">
        <QueueList
          items={desk.list.items}
          selected={desk.selected}
          nowMs={nowMs}
          onSelect={(id) => {
            desk.select(id);
            panel.current?.scrollIntoView({ block: "nearest" });
          }}
        />
        <p className="hidden pt-3 text-ink-2 type-small wide:block">
          J and K move, U takes the last decision back. Everything is written to the audit log.
        </p>
      </div>
      <section
        ref={panel}
        aria-label="The case"
        className="flex flex-col rounded-card border border-line bg-surface wide:sticky wide:top-4 wide:max-h-desk wide:w-recipe wide:shrink-0"
      >
        {desk.detail ? <Case desk={desk} nowMs={nowMs} begin={begin} /> : <Waiting problem={desk.problem} />}
      </section>
    </div>
  );
}

const canDecide = ({ detail, problem }: DeskState) => Boolean(detail && !detail.barred && !problem);

function Waiting({ problem }: { problem: string | undefined }) {
  if (problem) return <p className="p-5 text-ink-2">{problem}</p>;
  return <div aria-busy="true" className="m-5 h-80 rounded-picture bg-sunken" />;
}

function Case({ desk, nowMs, begin }: { desk: DeskState; nowMs: number; begin: (deed: Deed) => void }) {
  const { detail, problem, deed, isBusy, refusal } = desk;
  if (!detail) return null;
  const hindrance = problem ?? detail.barred?.message;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <section className="min-h-0 flex-1 overflow-y-auto p-5 -outline-offset-2" tabIndex={0} aria-label="Evidence">
        <CasePanel detail={detail} nowMs={nowMs} />
      </section>
      <div className="flex flex-col gap-3 border-t border-line p-5">
        {hindrance ? <Notice tone="wash">{hindrance}</Notice> : null}
        {refusal && !deed ? (
          <Notice tone="bad" role="alert">
            {refusal.message}
          </Notice>
        ) : null}
        {hindrance ? null : deed ? (
          <DecisionForm
            key={`${detail.id}${deed}`}
            {...{ detail, deed, isBusy, refusal }}
            onSend={(fields) => void desk.decide(deed, fields)}
            onCancel={() => desk.setDeed(undefined)}
          />
        ) : (
          <Deeds deeds={detail.deeds} isBusy={isBusy} begin={begin} />
        )}
      </div>
    </>
  );
}

function Deeds({ deeds, isBusy, begin }: { deeds: readonly Deed[]; isBusy: boolean; begin: (deed: Deed) => void }) {
  return (
    <div className="grid grid-cols-2 gap-2">
      {deeds.map((deed) => (
        <Button
          key={deed}
          variant={
            deed === "hide" || deed === "keep"
              ? "strong"
              : deed === "delete" || deed === "suspend"
                ? "danger"
                : "outline"
          }
          busy={isBusy}
          onClick={() => begin(deed)}
        >
          {DEED_WORDS[deed].verb} <KeyHint>{DEED_WORDS[deed].key}</KeyHint>
        </Button>
      ))}
    </div>
  );
}
