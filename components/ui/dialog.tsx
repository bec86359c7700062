"use client";

import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";

type Props = {
  isOpen: boolean;
  /** Escape, a press outside, or the Close of your own. Set `isOpen` to false in it. */
  onClose: () => void;
  /** The question. */
  title: string;
  /** The consequence, as text, or a form. */
  children: ReactNode;
  /** Buttons; the verb last in the code, so that it stands at the right and nearest to the thumb. */
  actions?: ReactNode;
};

/** A native modal dialog; a bottom sheet on phones. Focus goes in, stays, and returns to where it was. */
export function Dialog({ isOpen, onClose, title, children, actions }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open === isOpen) return;
    if (isOpen) dialog.showModal();
    else dialog.close();
  }, [isOpen]);

  // Taken away while it is open it has to be closed before, or nothing has the focus afterwards.
  useLayoutEffect(() => {
    const dialog = ref.current;
    return () => dialog?.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is native to a modal dialog
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="mx-auto mt-auto mb-0 w-full max-w-full bg-transparent p-0 backdrop:bg-veil open:animate-sheet-in fold:my-auto fold:max-w-dialog"
    >
      <div className="flex max-h-[85dvh] flex-col overflow-hidden rounded-t-card bg-surface pb-5 shadow-float fold:rounded-card fold:pb-3">
        <div className="flex flex-col gap-3 overflow-y-auto p-6 pb-3">
          <h2 id={titleId} className="type-heading">
            {title}
          </h2>
          <div className="text-ink-2">{isOpen ? children : null}</div>
        </div>
        {/* In sight however long the form is. */}
        {actions ? (
          <div className="flex flex-col gap-2 px-6 py-3 fold:flex-row fold:justify-end fold:gap-3">{actions}</div>
        ) : null}
      </div>
    </dialog>
  );
}
