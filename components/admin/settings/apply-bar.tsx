"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { EffectView } from "@/lib/domain/settings/contract";

type Props = {
  /** "3 changes" */
  what: string;
  preview: () => Promise<EffectView[] | undefined>;
  /** Resolves to whether it was done. */
  apply: (how: { note: string; effectiveAt?: string }) => Promise<boolean>;
  onDiscard: () => void;
};

/** What changes would mean, seen before they are applied: now, or from a moment on. */
export function ApplyBar({ what, preview, apply, onDiscard }: Props) {
  const [effects, setEffects] = useState<EffectView[]>();
  const [note, setNote] = useState("");
  const [moment, setMoment] = useState("");
  const [isBusy, setBusy] = useState(false);
  const during = async (work: () => Promise<unknown>) => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  const send = () => apply({ note, ...(moment ? { effectiveAt: new Date(moment).toISOString() } : {}) });
  return (
    <section
      aria-label={what}
      className="sticky bottom-bottom-bar z-dock flex max-h-[70dvh] flex-col gap-4 overflow-y-auto rounded-card border border-line bg-surface p-4 shadow-float fold:bottom-4"
    >
      {effects ? (
        <>
          <Effects effects={effects} />
          <div className="grid gap-3 fold:grid-cols-2">
            <Input label="Why (for the record)" value={note} onChange={({ target }) => setNote(target.value)} />
            <Input
              label="From (leave empty for now)"
              type="datetime-local"
              value={moment}
              onChange={({ target }) => setMoment(target.value)}
              help="In this device’s time zone."
            />
          </div>
        </>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <p className="mr-auto font-strong">{what}</p>
        <Button variant="quiet" onClick={onDiscard}>
          Discard
        </Button>
        {effects ? (
          <Button variant="primary" busy={isBusy} onClick={() => void during(send)}>
            {moment ? "Apply then" : "Apply now"}
          </Button>
        ) : (
          <Button variant="strong" busy={isBusy} onClick={() => void during(async () => setEffects(await preview()))}>
            Preview
          </Button>
        )}
      </div>
    </section>
  );
}

function Effects({ effects }: { effects: EffectView[] }) {
  if (effects.length === 0) return <p className="text-ink-2">Nothing would change.</p>;
  return (
    <Table isWide caption="What would change">
      <thead>
        <tr>
          <Th>What would change</Th>
          <Th isFigure>Now</Th>
          <Th isFigure>Then</Th>
        </tr>
      </thead>
      <tbody>
        {effects.map(({ what, before, after }) => (
          <Tr key={what}>
            <Td className="py-2">{what}</Td>
            <Td isFigure className="py-2 text-ink-2">
              {before}
            </Td>
            <Td isFigure className="py-2 font-strong">
              {after}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
