import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { THEME_COOKIE, themeOf } from "@/components/shell/theme";
import { Toaster } from "@/components/ui/toaster";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Community AI Studio", template: "%s · Community AI Studio" },
  description:
    "Type an idea in English or Hindi and see it as a picture. Know the price before you start; a picture that fails costs nothing.",
  applicationName: "Community AI Studio",
};

export const viewport: Viewport = {
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f6f4" },
    { media: "(prefers-color-scheme: dark)", color: "#12120f" },
  ],
};

/** The theme comes from a cookie, so the first byte already has it and nothing flashes; "system" is left to CSS. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  preload("/fonts/anek-latin.woff2", { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  return (
    <html lang="en-IN" data-theme={theme}>
      <body>
        {children}
        <Toaster />
      </body>
    </html>
  );
}
