"use client";

import { useEffect, useState } from "react";
import { type CategoryView, categoriesEndpoint } from "@/lib/domain/catalog/contract";
import { ledgerEndpoint } from "@/lib/domain/ledger/contract";
import { CallError, call } from "@/lib/http/call";

export type PublishOptions = {
  categories: readonly CategoryView[];
  /** Whoever ever bought credits may leave the brand's watermark out. */
  mayHideWatermark: boolean;
};

/** What a publish dialog offers, asked for when it opens; `problem` says why there is nothing. */
export function usePublishOptions(): { options?: PublishOptions; problem?: string } {
  const [state, setState] = useState<{ options?: PublishOptions; problem?: string }>({});
  useEffect(() => {
    let isHere = true;
    const asking = Promise.all([
      call(categoriesEndpoint, {}),
      call(ledgerEndpoint, { query: { reason: "purchase", limit: 1 } }),
    ]);
    asking.then(
      ([{ items: categories }, { items: purchases }]) =>
        isHere && setState({ options: { categories, mayHideWatermark: purchases.length > 0 } }),
      (error: unknown) => {
        if (isHere)
          setState({ problem: error instanceof CallError ? error.message : "The categories could not be read." });
      },
    );
    return () => {
      isHere = false;
    };
  }, []);
  return state;
}
