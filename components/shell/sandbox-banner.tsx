"use client";

import { AnimatePresence } from "framer-motion";
import * as m from "framer-motion/m";
import { useState } from "react";
import { SANDBOX_BANNER_COOKIE } from "./sandbox-banner-cookie";

/** "pictures", "pictures and mail", "pictures, enhancement and mail" */
const LIST = new Intl.ListFormat("en-IN", { type: "conjunction" });

/** Names what is sandboxed here; it covers nothing. Dismissed for the session by a cookie, so that the server leaves it out and nothing jumps. */
export function SandboxBanner({ parts }: { parts: readonly string[] }) {
  const [isDismissed, setIsDismissed] = useState(false);
  const dismiss = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${SANDBOX_BANNER_COOKIE}=hidden; Path=/; SameSite=Lax`;
    setIsDismissed(true);
  };
  if (parts.length === 0) return null;
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
