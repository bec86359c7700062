"use client";

import { useEffect, useState } from "react";
import { notify } from "@/components/ui/toaster";
import type { CategoryView, TemplateView } from "@/lib/domain/catalog/contract";
import type { JobView } from "@/lib/domain/generation/contract";
import type { PackageView } from "@/lib/domain/payments/contract";
import type { Draft, Prices } from "./draft";
import { createDraftStore, DraftProvider, readKeptDraft } from "./draft-store";
import { Workshop } from "./workshop";

export type StudioProps = {
  user: { id: string; isVerified: boolean };
  prices: Prices;
  /** What can be bought where credits run short. */
  packages: PackageView[];
  categories: CategoryView[];
  templates: TemplateView[];
  /** Of late, newest first. */
  jobs: JobView[];
  /** The request on the stage at first; none shows the templates. */
  shownJobId?: string;
  /** A picture or post to start from, chosen on another page. */
  start?: Draft;
  /** What is to be said at once: why there is no start, say. */
  notice?: string;
  /** The server's clock when it rendered. */
  nowMs: number;
};

/** The studio: a composer that keeps its draft in this browser, and a stage that follows the server. */
export function Studio({ start, notice, ...props }: StudioProps) {
  const [store] = useState(() => createDraftStore(props.user.id));
  useEffect(() => {
    void readKeptDraft(store).then(() => {
      if (!start) return;
      store.getState().replace(start);
      // A reload must not throw away what is typed from here on.
      window.history.replaceState(null, "", "/studio");
    });
  }, [store, start]);
  useEffect(() => {
    if (notice) notify({ id: "start", message: notice });
  }, [notice]);
  return (
    <DraftProvider value={store}>
      <Workshop {...props} />
    </DraftProvider>
  );
}
