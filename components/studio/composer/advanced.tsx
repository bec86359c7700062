"use client";

import { Button } from "@/components/ui/button";
import { Chip, ChipRow } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { Emoji } from "@/components/ui/emoji";
import { controlLook, Field, Input } from "@/components/ui/field";
import { MAX_SEED } from "@/lib/domain/generation/contract";
import { STYLE_KEYS, STYLES } from "@/lib/domain/generation/styles";
import { TIERS } from "@/lib/domain/generation/tiers";
import { drawSeed } from "../draft";
import { useDraft } from "../draft-store";

/** Style, leave out, seed: only what the chosen tier's model can use; the rest is kept for when the tier changes back. */
export function Advanced() {
  const tier = useDraft((state) => state.draft.tier);
  const { takesNegativePrompt, takesSeed } = TIERS[tier];
  const offered = ["Style", takesNegativePrompt && "leave out", takesSeed && "seed"].filter(Boolean).join(", ");
  return (
    <Disclosure title="Advanced" hint={offered}>
      <div className="flex flex-col gap-4">
        <StyleChoice />
        {takesNegativePrompt ? <LeaveOut /> : null}
        {takesSeed ? <Seed /> : null}
        {takesNegativePrompt && takesSeed ? null : (
          <p className="text-ink-2 type-small">
            {TIERS[tier].modelName} takes no leave-out words and no seed; Standard does. Yours are kept.
          </p>
        )}
      </div>
    </Disclosure>
  );
}

function StyleChoice() {
  const style = useDraft((state) => state.draft.style);
  const change = useDraft((state) => state.change);
  return (
    <div className="flex flex-col gap-1.5">
      <p aria-hidden="true" className="font-strong type-small">
        Style
      </p>
      <ChipRow label="Style" className="flex-wrap">
        <Chip isOn={!style} onClick={() => change({ style: undefined })}>
          As written
        </Chip>
        {STYLE_KEYS.map((key) => (
          <Chip key={key} isOn={style === key} onClick={() => change({ style: key })}>
            {STYLES[key].name}
          </Chip>
        ))}
      </ChipRow>
    </div>
  );
}

function LeaveOut() {
  const leaveOut = useDraft((state) => state.draft.leaveOut);
  const change = useDraft((state) => state.change);
  return (
    <Input
      label="Leave out"
      value={leaveOut}
      maxLength={1000}
      dir="auto"
      placeholder="text, hands, watermark"
      onChange={(event) => change({ leaveOut: event.target.value })}
    />
  );
}

/** "418207733" as "418 207 733": long figures are read in threes. */
export function inThrees(seed: number): string {
  return String(seed).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}

function Seed() {
  const seed = useDraft((state) => state.draft.seed);
  const isLocked = useDraft((state) => state.draft.isSeedLocked);
  const change = useDraft((state) => state.change);
  const type = (text: string) => {
    const digits = text.replace(/\D/g, "").slice(0, 10);
    if (digits === "") change({ seed: undefined, isSeedLocked: false });
    else change({ seed: Math.min(Number(digits), MAX_SEED), isSeedLocked: true });
  };
  const toggle = () => change(isLocked ? { isSeedLocked: false } : { isSeedLocked: true, seed: seed ?? drawSeed() });
  return (
    <Field
      label="Seed"
      help={isLocked ? "The same idea and seed give the same picture." : "A new one is drawn for each picture."}
    >
      {(control) => (
        <div className="flex gap-2">
          <input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            value={isLocked && seed !== undefined ? inThrees(seed) : ""}
            placeholder="Random"
            onChange={(event) => type(event.target.value)}
            className={`${controlLook} h-touch min-w-0 flex-1 fold:h-10`}
          />
          <Button onClick={toggle} aria-pressed={isLocked} aria-label="Lock the seed">
            <Emoji of={isLocked ? "🔒" : "🔓"} />
            {isLocked ? "Locked" : "Lock"}
          </Button>
        </div>
      )}
    </Field>
  );
}
