"use client";

import { AnimatePresence } from "framer-motion";
import * as m from "framer-motion/m";
import { useState, useSyncExternalStore } from "react";

const DISMISSED_KEY = "studio.sandboxBanner";
const neverChanges = () => () => {};
const wasDismissed = () => sessionStorage.getItem(DISMISSED_KEY) === "dismissed";

/** "pictures", "pictures and mail", "pictures, enhancement and mail" */
const LIST = new Intl.ListFormat("en-IN", { type: "conjunction" });

/** Names what is sandboxed here. Dismissed for the session; it covers nothing. */
export function SandboxBanner({ parts }: { parts: readonly string[] }) {
  const isDismissedBefore = useSyncExternalStore(neverChanges, wasDismissed, () => false);
  const [isDismissed, setIsDismissed] = useState(false);
  const dismiss = () => {
    sessionStorage.setItem(DISMISSED_KEY, "dismissed");
    setIsDismissed(true);
  };
  if (parts.length === 0 || isDismissedBefore) return null;
  return (
    <AnimatePresence>
      {isDismissed ? null : (
        <m.aside
          aria-label="Sandbox"
          exit={{ height: 0, opacity: 0 }}
          className="overflow-hidden border-b border-line bg-sunken text-ink-2 type-small"
        >
          <div className="flex items-center justify-between gap-3 px-inset">
            <p className="py-2">
              Sandbox: {LIST.format(parts)} {parts.length === 1 && parts[0] !== "pictures" ? "is" : "are"} simulated
              here.
            </p>
            <button
              type="button"
              onClick={dismiss}
              className="min-h-touch shrink-0 rounded-control px-2 font-strong text-ink fold:min-h-8.5"
            >
              Hide
            </button>
          </div>
        </m.aside>
      )}
    </AnimatePresence>
  );
}
