export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "studio_theme";
const ONE_YEAR_S = 365 * 86_400;

/** The theme that a cookie's value names; "system" for anything else. */
export function themeOf(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** The theme of the page as the server rendered it or `chooseTheme` left it. Browser only. */
export function currentTheme(): Theme {
  return themeOf(document.documentElement.dataset.theme);
}

/** Applies a theme at once and keeps it in the cookie that the server reads. Browser only. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${ONE_YEAR_S}; SameSite=Lax`;
}
