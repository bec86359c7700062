/**
 * Where to go after signing in: `next` if it is a path of our own, else `/studio`. Resolved as a browser would, so that `//host`,
 * `/\host`, `/.//host` and control characters can't lead elsewhere.
 */
export function returnPath(next: string | string[] | undefined): string {
  const home = "/studio";
  if (typeof next !== "string" || !next.startsWith("/")) return home;
  const base = "http://own.invalid";
  const url = URL.canParse(next, base) ? new URL(next, base) : undefined;
  if (url?.origin !== base || /^\/(?:\/|(?:login|register|api)(?:\/|$))/.test(url.pathname)) return home;
  return `${url.pathname}${url.search}${url.hash}`;
}
