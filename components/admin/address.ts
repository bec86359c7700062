import type { Route } from "next";

type Params = Record<string, string | string[] | undefined>;

/** One text of an address, as somebody may have typed it; undefined where it is empty or no text of ours. */
export function textOf(params: Params, name: string, maxLength = 100): string | undefined {
  const value = params[name];
  const text = typeof value === "string" ? value.trim().slice(0, maxLength) : "";
  return text === "" || text.includes("\0") ? undefined : text;
}

/** A page of the team with its filters; what is undefined is left out. */
export function adminHref(path: string, filters: Record<string, string | undefined> = {}): Route {
  const search = new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return (search.size > 0 ? `${path}?${search}` : path) as Route;
}
