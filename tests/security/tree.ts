import { readdirSync } from "node:fs";
import path from "node:path";
import type { RouteHandler } from "@/lib/http/handle";

type RouteModule = Record<string, RouteHandler | undefined>;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const APP = path.resolve(import.meta.dirname, "../../app");
/** Files that Next serves beside pages and routes. */
const SERVED = /^(?:opengraph-image|twitter-image|icon|apple-icon|sitemap|robots|manifest)\.[jt]sx?$/;

/** `pattern` as contracts spell it: `/api/studio/generate/{jobId}`. */
export type Leaf = { pattern: string; file: string };

/** Every address that the tree serves by code: pages, route files, and what Next makes of files with other names. */
export function walk(root = APP): { pages: Leaf[]; routes: Leaf[]; others: Leaf[] } {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const leaves = (isMeant: RegExp) =>
    files
      .filter(({ name }) => isMeant.test(name))
      .map(({ parentPath, name }) => {
        const folders = path.relative(root, parentPath).split(path.sep);
        const shown = folders.filter((folder) => folder && !/^[(@]/.test(folder));
        const pattern = `/${shown.join("/")}`.replaceAll("[", "{").replaceAll("]", "}");
        return { pattern, file: path.join(parentPath, name) };
      })
      .sort((a, b) => a.pattern.localeCompare(b.pattern));
  return { pages: leaves(/^page\.[jt]sx?$/), routes: leaves(/^route\.[jt]sx?$/), others: leaves(SERVED) };
}

/** Whether this method is really served: `route()` exports all of them and refuses those that it was not given. */
async function isServed(handler: RouteModule[string], method: string, { pattern }: Leaf): Promise<boolean> {
  if (!handler) return false;
  if ("method" in handler) return true;
  const request = new Request(`http://127.0.0.1${pattern.replaceAll(/[{}]/g, "")}`, { method });
  // A redirect is thrown: an answer like any other.
  const answer = await handler(request, { params: Promise.resolve({ code: "unknown" }) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.status !== 405;
}

/** Every operation that these route files serve, as `GET /api/auth/me`. */
export async function operationsOf(routes: Leaf[]): Promise<string[]> {
  const found: string[] = [];
  for (const leaf of routes) {
    const exported = (await import(leaf.file)) as RouteModule;
    for (const method of METHODS)
      if (await isServed(exported[method], method, leaf)) found.push(`${method} ${leaf.pattern}`);
  }
  return found;
}

/** What one list has and the other lacks, both ways. */
export function gaps(
  served: readonly string[],
  rows: readonly string[],
): { withoutRow: string[]; withoutRoute: string[] } {
  return {
    withoutRow: served.filter((one) => !rows.includes(one)),
    withoutRoute: rows.filter((one) => !served.includes(one)),
  };
}
