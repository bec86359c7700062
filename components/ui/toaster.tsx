"use client";

import toast, { useToaster } from "react-hot-toast/headless";
import { classNames } from "./class-names";

type Notification = {
  /** One sentence. */
  message: string;
  /** One action: Undo. */
  action?: { label: string; onAction: () => void };
  /** Replaces an earlier one of the same id. */
  id?: string;
};

const SHOWN_MS = 6_000;

/** Says something at the foot of the screen for six seconds. What needs an answer is a Dialog; what went wrong in a field stands there. */
export function notify({ message, action, id }: Notification): void {
  toast(
    (shown) => (
      <>
        <span className="py-2.5">{message}</span>
        {action ? (
          <button
            type="button"
            onClick={() => {
              toast.dismiss(shown.id);
              action.onAction();
            }}
            className="min-h-touch shrink-0 rounded-control px-2 font-strong underline decoration-marigold decoration-2 underline-offset-4 focus-visible:outline-on-ink"
          >
            {action.label}
          </button>
        ) : null}
      </>
    ),
    { duration: SHOWN_MS, ...(id ? { id } : {}) },
  );
}

/** Once in the layout. Waits while a pointer or the focus is on it. */
export function Toaster() {
  const { toasts, handlers } = useToaster();
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      onMouseEnter={handlers.startPause}
      onMouseLeave={handlers.endPause}
      onFocus={handlers.startPause}
      onBlur={handlers.endPause}
      className="pointer-events-none fixed inset-x-4 bottom-bottom-bar z-toast flex flex-col items-center gap-2 pb-4 fold:bottom-0 fold:pb-8 in-data-dock:pb-36 fold:in-data-dock:pb-8 fold:in-data-[dock=selection]:pb-24"
    >
      {toasts.map((one) => (
        <div
          key={one.id}
          className={classNames(
            "pointer-events-auto flex min-h-touch max-w-dialog animate-rise-in items-center gap-4 rounded-card bg-ink px-4 text-on-ink shadow-float transition-opacity duration-move",
            !one.visible && "opacity-0",
          )}
        >
          {typeof one.message === "function" ? one.message(one) : one.message}
        </div>
      ))}
    </section>
  );
}
