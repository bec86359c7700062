import type { Config } from "tailwindcss";

/** Names for the tokens of `app/globals.css`. Features use these names only: no hex and no arbitrary values there. */
const config: Config = {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    screens: { fold: "720px", wide: "1100px", poster: "1680px" },
    colors: {
      transparent: "transparent",
      current: "currentColor",
      wall: "var(--wall)",
      surface: "var(--surface)",
      sunken: "var(--sunken)",
      line: { DEFAULT: "var(--line)", strong: "var(--line-strong)" },
      ink: { DEFAULT: "var(--ink)", 2: "var(--ink-2)", 3: "var(--ink-3)" },
      "on-ink": { DEFAULT: "var(--on-ink)", 2: "var(--on-ink-2)" },
      marigold: { DEFAULT: "var(--marigold)", press: "var(--marigold-press)" },
      "on-marigold": "var(--on-marigold)",
      wash: "var(--wash)",
      select: "var(--select)",
      good: { DEFAULT: "var(--good)", wash: "var(--good-wash)" },
      bad: { DEFAULT: "var(--bad)", wash: "var(--bad-wash)" },
      plate: {
        DEFAULT: "var(--plate)",
        edge: "var(--plate-edge)",
        ink: "var(--plate-ink)",
        "ink-2": "var(--plate-ink-2)",
      },
      digit: "var(--digit)",
      mark: { DEFAULT: "var(--mark)", ink: "var(--mark-ink)" },
      veil: "var(--veil)",
    },
    borderRadius: {
      none: "0",
      badge: "4px",
      picture: "6px",
      control: "8px",
      button: "10px",
      card: "12px",
      full: "9999px",
    },
    boxShadow: { none: "none", float: "var(--shadow-float)" },
    fontFamily: { sans: "var(--font-text)", promise: "var(--font-promise)", emoji: "var(--font-emoji)" },
    fontWeight: { regular: "400", medium: "500", strong: "600", bold: "650" },
    transitionDuration: { press: "80ms", quick: "120ms", move: "200ms", arrive: "320ms", roll: "400ms" },
    transitionTimingFunction: { out: "ease-out", settle: "cubic-bezier(0.2, 0.8, 0.2, 1)", linear: "linear" },
    extend: {
      width: { sidebar: "240px", rail: "92px", composer: "400px", recipe: "380px" },
      maxWidth: { reading: "720px", form: "440px", dialog: "440px", page: "1440px" },
      /* The first screen of the landing page: all but header and facts. */
      minHeight: { landing: "calc(100dvh - 180px)" },
      /* What stands beside a list and scrolls inside itself. */
      maxHeight: { desk: "calc(100dvh - 184px)" },
      height: { bar: "60px", "bottom-bar": "60px" },
      spacing: { touch: "44px", "bottom-bar": "calc(60px + env(safe-area-inset-bottom))", inset: "var(--page-inset)" },
      zIndex: { dock: "10", bar: "20", menu: "30", toast: "40" },
    },
  },
};

export default config;
