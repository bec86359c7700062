import { useEffect } from "react";

/** While something is docked at the foot of the screen, messages stand above it. */
export function useDock(dock: "selection" | "actions"): void {
  useEffect(() => {
    document.body.dataset.dock = dock;
    return () => {
      delete document.body.dataset.dock;
    };
  }, [dock]);
}
