"use client";

import PageError from "./error";
import "./globals.css";

/** When the root layout itself fails: it brings its own html. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en-IN" data-theme="system">
      <body>
        <title>This page did not load</title>
        <PageError {...props} />
      </body>
    </html>
  );
}
