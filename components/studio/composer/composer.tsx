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
    <div className="flex flex-col gap-5 px-inset pt-2 pb-6 fold:pt-6 wide:px-6">
      <header className="flex items-center justify-between">
        <h1 className="sr-only type-title fold:not-sr-only">Create</h1>
        <div className="-mx-3 flex flex-1 justify-between gap-1 fold:flex-none">
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
