import type { ReactNode } from "react";

/** At the right of the picture on wide windows, beneath it otherwise. All its states are as high as the highest, so that nothing below moves. */
export function PanelFrame({ children }: { children: ReactNode }) {
  return <div className="flex min-h-100 flex-col gap-5 px-inset fold:min-h-120 fold:px-0">{children}</div>;
}

export function PanelTitle({ children }: { children: ReactNode }) {
  return <h2 className="text-balance type-title fold:max-w-52">{children}</h2>;
}

/** Buttons: docked above the bottom bar on phones, where the thumb is. */
export function PanelActions({ children }: { children: ReactNode }) {
  return (
    <div className="fixed inset-x-0 bottom-bottom-bar z-dock grid grid-cols-1 gap-2 border-t border-line bg-surface px-inset py-3 fold:static fold:border-0 fold:bg-transparent fold:p-0">
      {children}
    </div>
  );
}
