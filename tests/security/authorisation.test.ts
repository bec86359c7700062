import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STATUS } from "@/lib/core/errors";
import { ENDPOINTS } from "@/lib/domain/docs/endpoints";
import { handle } from "@/lib/http/handle";
import { newMember } from "@/tests/admin/team";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { measured } from "@/tests/support/proof";
import { dispatch } from "@/tests/support/routes";
import { PAGES } from "./pages";
import { OVER_HTTP, ROWS, type Row } from "./rows";
import { addressOf, makeThings, type Things } from "./things";
import { gaps, operationsOf, walk } from "./tree";

let studio: Studio;
let things: Things;
let people: Record<"unverified" | "other" | "moderator" | "admin" | "suspended" | "owner", Caller>;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  await studio.startWorker();
  const [owner, other, unverified, suspended, moderator, admin] = await Promise.all([
    ...[studio.newUser(50), studio.newUser(50), studio.newUser(0, { isVerified: false }), studio.newUser(50)],
    ...[newMember(studio, "moderator", 50), newMember(studio, "admin", 50)],
  ]);
  people = { owner, other, unverified, suspended, moderator, admin } as typeof people;
  things = await makeThings(studio, people.owner);
  await studio.sql(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [people.suspended.userId]);
});
afterAll(() => studio.close());

async function call(caller: Caller | undefined, operation: string, row: Row): Promise<Response> {
  const [method = "GET"] = operation.split(" ");
  const address = addressOf(operation, studio.origin, things);
  const headers = { "Idempotency-Key": crypto.randomUUID(), "X-Forwarded-For": "203.0.113.9" };
  const body: unknown = typeof row.body === "function" ? row.body(things) : row.body;
  if (caller) return caller.fetch(method, address, body, headers);
  const hasBody = body !== undefined;
  return dispatch(
    new Request(new URL(address, studio.origin), {
      method,
      headers: { ...headers, ...(hasBody ? { "Content-Type": "application/json" } : {}) },
      ...(hasBody ? { body: JSON.stringify(body) } : {}),
    }),
  );
}

async function expectProblem(response: Response): Promise<void> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = await response.json();
  expect(STATUS[problem.code as keyof typeof STATUS]).toBe(response.status);
  expect(problem).toMatchObject({
    status: response.status,
    type: `/docs#${problem.code}`,
    requestId: expect.stringMatching(/^req_/),
  });
  expect(JSON.stringify(problem)).not.toMatch(/at \/|node_modules|SELECT|prisma/i);
}

/** The owner comes last: what they delete, the others must have been unable to find before. */
const callersOf = (row: Row) =>
  [
    ["nobody", undefined, row.nobody],
    ["suspended", people.suspended, row.nobody],
    ["unverified", people.unverified, row.unverified],
    ["another user", people.other, row.other],
    ["a moderator", people.moderator, row.other],
    ["an admin", people.admin, row.other],
    ["the owner", people.owner, row.owner],
  ] as const;

const isTeams = (operation: string) => operation.includes(" /api/admin/");
const NO_GAPS = { withoutRow: [], withoutRoute: [] };

describe("the tree of routes and the table of rights", () => {
  it("every method of every route file has a row, and every row a route", async (context) => {
    const { routes } = walk();
    const served = (await operationsOf(routes)).filter((operation) => !isTeams(operation));
    expect(gaps(served, [...Object.keys(ROWS), ...OVER_HTTP])).toEqual(NO_GAPS);
    measured(context, { "route files": routes.length, "operations without the team's": served.length });
  });

  it("every page has a row, and every row a page; nothing else in the tree is served by code", (context) => {
    const { pages, others } = walk();
    const served = pages.map(({ pattern }) => pattern);
    expect(gaps(served, Object.keys(PAGES))).toEqual(NO_GAPS);
    expect(others).toEqual([]);
    measured(context, { pages: served.length });
  });

  it("every operation that a contract describes is served, and what is served without a contract is named here", async () => {
    const served = (await operationsOf(walk().routes)).filter((operation) => !isTeams(operation));
    const described = ENDPOINTS.map(({ method, path }) => `${method} ${path}`).filter((one) => !isTeams(one));
    const { withoutRow, withoutRoute } = gaps(served, described);
    expect(withoutRoute).toEqual([]);
    const paths = new Set(withoutRow.map((operation) => operation.split(" ")[1]));
    expect([...paths].sort()).toEqual(["/api/openapi.json", "/api/{...path}", "/r/{code}", "/sandbox/{...path}"]);
  });
});

describe("the walk sees what has no row", () => {
  let root: string;
  const put = (file: string, source: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), source);
  };
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), "tree-"));
    const answer = "export const GET = async () => new Response(); export const DELETE = GET;";
    put("api/known/route.ts", "export const GET = async () => new Response();");
    put("api/secret/[id]/route.ts", answer);
    put("(studio)/@side/backdoor/page.tsx", "export default function Page() { return null; }");
    put("sitemap.ts", "export default () => [];");
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("control: a new route file, a new method, a new page and a served file without rows are all reported", async () => {
    const { routes, pages, others } = walk(root);
    const rows = ["GET /api/known", "GET /api/secret/{id}", "GET /api/gone"];
    expect(gaps(await operationsOf(routes), rows)).toEqual({
      withoutRow: ["DELETE /api/secret/{id}"],
      withoutRoute: ["GET /api/gone"],
    });
    expect(gaps(await operationsOf(routes), ["GET /api/known"]).withoutRow).toHaveLength(2);
    expect(pages.map(({ pattern }) => pattern)).toEqual(["/backdoor"]);
    expect(gaps(["/backdoor"], Object.keys(PAGES)).withoutRow).toEqual(["/backdoor"]);
    expect(others).toHaveLength(1);
  });

  it("control: a handler that forgot who may call answers everybody, and the row of the true one says no", async () => {
    const endpoint = ENDPOINTS.find(({ method, path }) => `${method} ${path}` === "GET /api/auth/me");
    if (!endpoint) throw new Error("No such endpoint");
    const open = handle(endpoint, { auth: "anybody", rateLimit: null }, async () => new Response("all of it"));
    const request = new Request(`${studio.origin}/api/auth/me`);
    expect((await open(request, { params: Promise.resolve(undefined) })).status).toBe(200);
    expect((await call(undefined, "GET /api/auth/me", ROWS["GET /api/auth/me"] as Row)).status).toBe(401);
  });
});

describe("every operation of the API, as everybody", () => {
  for (const [operation, row] of Object.entries(ROWS)) {
    it(`${operation}: nobody and suspended ${row.nobody}, unverified ${row.unverified}, somebody else and the team ${row.other}, owner ${row.owner}`, async () => {
      for (const [who, caller, expected] of callersOf(row)) {
        const response = await call(caller, operation, row);
        expect(response.status, who).toBe(expected);
        if (expected >= 400) await expectProblem(response);
        else await response.body?.cancel();
      }
    });
  }
});
