"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Prices } from "../draft";
import type { Enhance } from "../use-enhance";
import { Advanced } from "./advanced";
import { ShapeChoice, TierChoice, VariationChoice } from "./choices";
import { HistoryPanel } from "./history-panel";
import { Idea } from "./idea";

type Props = {
  prices: Prices;
  enhance: Enhance;
  promptError?: string;
  onSubmit: () => void;
  onTemplates: () => void;
  onReuse: (prompt: string) => void;
};

/** Everything a picture is asked for with, but the button. */
export function Composer({ prices, enhance, promptError, onSubmit, onTemplates, onReuse }: Props) {
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const reuse = (prompt: string) => {
    onReuse(prompt);
    setHistoryOpen(false);
  };
  return (
    <div className="flex flex-col gap-5 px-inset pb-6 fold:pt-6 wide:px-6">
      <header className="-mb-4 flex items-center justify-between fold:mb-0">
        <h1 className="sr-only type-title fold:not-sr-only">Create</h1>
        <span aria-hidden="true" className="font-strong type-small fold:hidden">
          Your idea
        </span>
        <div className="-mr-3 flex">
          <Button size="compact" variant="quiet" onClick={onTemplates}>
            Templates
          </Button>
          <Button size="compact" variant="quiet" aria-haspopup="dialog" onClick={() => setHistoryOpen(true)}>
            History
          </Button>
        </div>
      </header>
      <Idea enhance={enhance} error={promptError} onSubmit={onSubmit} />
      <TierChoice prices={prices} />
      <ShapeChoice />
      <VariationChoice />
      <Advanced />
      <HistoryPanel isOpen={isHistoryOpen} onClose={() => setHistoryOpen(false)} onReuse={reuse} />
    </div>
  );
}
