import { readdirSync } from "node:fs";
import path from "node:path";
import type { Method } from "@/lib/core/endpoint";
import type { RouteHandler } from "@/lib/http/handle";

const APP = path.resolve(import.meta.dirname, "../../app");
/** Beside them lie pages, and the sandbox's door. */
const FOLDERS = ["api", "media"];

export type RouteModule = Record<Method | "OPTIONS", RouteHandler>;
/** `pattern` as the tree spells it: `/api/studio/generate/[jobId]`. */
export type RouteFile = { pattern: string; load: () => Promise<RouteModule> };

/** Literal paths before those with parameters, the catch-all after all. */
const rank = (pattern: string) => pattern.split("[").length + (pattern.includes("[...") ? 100 : 0);

/** Every `route.ts` of the API and of public files, the catch-all last, as Next would match them. */
export function routeFiles(): RouteFile[] {
  return FOLDERS.flatMap((folder) => readdirSync(path.join(APP, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.name === "route.ts")
    .map((entry) => {
      const folder = path.relative(APP, entry.parentPath).split(path.sep).join("/");
      return {
        pattern: `/${folder}`,
        load: () => import(path.join(entry.parentPath, "route.ts")) as Promise<RouteModule>,
      };
    })
    .sort((a, b) => rank(a.pattern) - rank(b.pattern));
}

function match(pattern: string, pathname: string): Record<string, string | string[]> | undefined {
  const wanted = pattern.split("/");
  const given = pathname.split("/");
  const params: Record<string, string | string[]> = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith("[...")) {
      params[part.slice(4, -1)] = given.slice(index).map(decodeURIComponent);
      return params;
    }
    const value = given[index];
    if (value === undefined) return undefined;
    if (part.startsWith("[")) params[part.slice(1, -1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return wanted.length === given.length ? params : undefined;
}

let tree: RouteFile[] | undefined;

/** Calls the handler that Next would choose for this request, in this process. */
export async function dispatch(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  tree ??= routeFiles();
  for (const file of tree) {
    const params = match(file.pattern, pathname);
    if (!params) continue;
    // Next answers HEAD with the handler of GET.
    const handler = (await file.load())[request.method === "HEAD" ? "GET" : (request.method as Method)];
    // Like Next: a route without parameters gets none at all.
    const given = Object.keys(params).length > 0 ? params : undefined;
    return handler(request, { params: Promise.resolve(given) });
  }
  throw new Error(`No route file for ${pathname}`);
}
