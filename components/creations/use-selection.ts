import { useState } from "react";
import { announce } from "@/components/ui/live-region";
import { notify } from "@/components/ui/toaster";
import { allSelected, extended, NO_SELECTION, SELECTION_LIMIT, type Selection, toggled } from "./selection";

/** What is chosen, and the ways to change it. Each change is said to screen readers as a count. */
export function useSelection() {
  const [selection, setSelection] = useState(NO_SELECTION);
  const change = (next: Selection) => {
    setSelection(next);
    if (next.isFull) notify({ id: "selection", message: SELECTION_LIMIT });
    announce(next.ids.size === 0 ? "Nothing selected" : `${next.ids.size} selected`);
  };
  return {
    isOn: selection.isOn,
    ids: selection.ids,
    begin: () => change({ ...NO_SELECTION, isOn: true }),
    reset: () => setSelection(NO_SELECTION),
    leave: () => {
      setSelection(NO_SELECTION);
      announce("Selection ended");
    },
    toggle: (id: string) => change(toggled(selection, id)),
    /** Up to `id` from where the last choice was made, or from `from` when there was none. */
    extend: (order: readonly string[], id: string, from: string | undefined) => {
      const anchor = selection.anchor ?? from;
      change(extended({ ...selection, anchor }, order, id));
    },
    all: (order: readonly string[]) => change(allSelected(order)),
  };
}
