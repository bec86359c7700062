import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENDPOINTS } from "@/lib/domain/docs/endpoints";
import { hashPassword } from "@/lib/domain/identity/password";
import { openApiDocument } from "@/lib/http/openapi";
import { newMember } from "@/tests/admin/team";
import { hangPosts } from "@/tests/community/posts";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { placeOrder } from "@/tests/payments/shop";
import { measured, sized } from "@/tests/support/proof";
import { dispatch } from "@/tests/support/routes";
import { allowed, hostileText, misfit } from "./fuzz/from-schema";
import { wrongWith } from "./fuzz/oracle";

/** Every operation of the OpenAPI document, with inputs that its schemas allow and inputs that they don't, as nobody, a user and an admin. */
const MINUTE = 60_000;
const RUNS = sized(6, 150);

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document as it is written.
const { paths } = openApiDocument(ENDPOINTS) as { paths: Record<string, Record<string, any>> };
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

let studio: Studio;
let callers: (Caller | undefined)[];
let real: string[];
const tally = { requests: 0, fine: 0, refused: {} as Record<number, number> };

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000000" });
  const [user, other] = [await studio.newUser(500), await studio.newUser(500)];
  callers = [undefined, user, await newMember(studio, "admin", 500)];
  const { body } = await user.generate({ prompt: "a red kite [[sbx:fail]]" });
  const posts = await hangPosts(studio, other, { count: 2 });
  const order = await placeOrder(studio, user);
  const { body: comment } = await user.send("POST", `/api/studio/community/posts/${posts[0]}/comments`, {
    body: "Kites",
  });
  const { body: collection } = await user.send("POST", "/api/studio/collections", { name: "Kites" });
  const handle = (await other.get("/api/auth/me")).body.user.handle;
  // A change of password looks at it.
  await studio.sql(`UPDATE "user" SET password_hash = $1`, [await hashPassword("blue rickshaw at noon")]);
  const images = await studio.sql<{ id: string }>("SELECT id FROM image");
  real = [
    body.jobId,
    ...posts,
    order.id,
    comment.id,
    collection.id,
    handle,
    user.userId,
    other.userId,
    "pack-10",
    "festival",
  ];
  real.push(...images.map(({ id }) => id), "original", "og");
});
afterAll(() => studio?.close());

const parametersIn = (operation: { parameters?: { in: string; name: string; schema: object }[] }, place: string) =>
  (operation.parameters ?? []).filter((one) => one.in === place);

/** Parameters of the address: mostly things that are there, so that verbs are reached. */
const addresses = ({ path, operation }: (typeof operations)[number], isFit: boolean) => {
  const one = fc.oneof(
    { weight: isFit ? 5 : 2, arbitrary: fc.constantFrom(...real) },
    { weight: 1, arbitrary: hostileText },
  );
  const query = fc.record(
    Object.fromEntries(
      parametersIn(operation, "query").map(({ name, schema }) => [
        name,
        isFit ? allowed(schema).map(String) : hostileText,
      ]),
    ),
    { requiredKeys: [] },
  );
  return fc.tuple(fc.array(one, { minLength: 4, maxLength: 4 }), query).map(([names, asked]) => {
    let at = 0;
    const filled = path.replace(/\{\w+\}/g, () => encodeURIComponent((names[at++] ?? "x").toWellFormed()) || "x");
    const search = new URLSearchParams(
      Object.entries(asked).map(([name, value]) => [name, String(value).toWellFormed()]),
    );
    return search.size > 0 ? `${filled}?${search}` : filled;
  });
};

const headersOf = (isFit: boolean) =>
  fc.record({
    "Idempotency-Key": isFit ? fc.uuid() : fc.constantFrom("", "x".repeat(300), "a b", "key", "é"),
    "Content-Type": isFit
      ? fc.constant("application/json")
      : fc.constantFrom(
          "application/json",
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "x",
        ),
  });

async function ask(method: string, address: string, headers: Record<string, string>, body: string | undefined) {
  const request = new Request(new URL(address, studio.origin), {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const response = await dispatch(request);
  const type = response.headers.get("content-type") ?? "";
  // A stream would be read for ever; its status and its headers were looked at.
  const isStream = type.startsWith("text/event-stream");
  const text = isStream ? "" : await response.text();
  if (isStream) await response.body?.cancel();
  return { status: response.status, type, text };
}

const isSendable = (headers: Record<string, string>) =>
  Object.values(headers).every((value) => [...value].every((sign) => sign.charCodeAt(0) < 256));

async function fuzz(target: (typeof operations)[number], isFit: boolean): Promise<void> {
  const { method, operation } = target;
  const schema = operation.requestBody?.content?.["application/json"]?.schema;
  const bodies = schema ? (isFit ? allowed(schema) : misfit(schema)) : fc.constant(undefined);
  const property = fc.asyncProperty(
    fc.nat({ max: callers.length - 1 }),
    addresses(target, isFit),
    headersOf(isFit).filter(isSendable),
    bodies,
    async (who, address, headers, value) => {
      const token = callers[who]?.token;
      const sent = { ...headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
      const body = method === "GET" || value === undefined ? undefined : JSON.stringify(value);
      const answer = await ask(method, address, sent, body);
      tally.requests++;
      if (answer.status < 400) tally.fine++;
      else tally.refused[answer.status] = (tally.refused[answer.status] ?? 0) + 1;
      const wrong = wrongWith(operation, answer);
      if (wrong) throw new Error(`${method} ${address} as ${["nobody", "user", "admin"][who]}: ${wrong}`);
    },
  );
  await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
}

/** These end sessions that the others need, or are streams of their own tests. */
const LEFT_OUT = new Set(["POST /api/auth/logout", "POST /api/auth/logout-all", "DELETE /api/auth/sessions/{id}"]);
const targets = operations.filter(({ method, path }) => !LEFT_OUT.has(`${method} ${path}`));

describe("every operation of the API", () => {
  for (const kind of ["fit", "misfit"] as const)
    it.each(targets.map((target) => [`${target.method} ${target.path}`, target] as const))(
      `answers ${kind === "fit" ? "what its schema allows" : "what its schema does not allow"} as documented: %s`,
      { timeout: 10 * MINUTE },
      (_, target) => fuzz(target, kind === "fit"),
    );

  it("reached the verbs, told nothing of its inside, logged no failure, and left the books right", async (context) => {
    measured(context, {
      operations: targets.length,
      ...tally,
      refused: JSON.stringify(tally.refused),
      "2xx share": tally.fine / tally.requests,
    });
    expect(tally.fine / tally.requests).toBeGreaterThan(0.1);
    const failures = studio.logged.filter(({ event }) => event === "request failed").map(({ fields }) => fields);
    expect(failures).toEqual([]);
  });

  it("control: an answer that is not documented, that is no problem document or that tells of the inside is seen", () => {
    const operation = operations[0]!.operation;
    const problem = { code: "conflict", status: 409, requestId: randomUUID() };
    const answer = (status: number, body: object) => ({
      ...{ status, type: "application/problem+json", text: JSON.stringify(body) },
    });
    const documented = { responses: { ...operation.responses, 409: {}, 500: {} } };
    expect(wrongWith(documented, answer(409, { ...problem, detail: "Taken." }))).toBeUndefined();
    expect(wrongWith(documented, answer(500, problem))).toBe("500");
    expect(wrongWith(documented, answer(418, problem))).toContain("not documented");
    expect(wrongWith(documented, answer(409, { detail: "Taken." }))).toContain("no problem");
    for (const detail of [
      "SELECT * FROM x",
      "violates unique constraint",
      "Error: x\n    at handle (/lib/domain/x.ts:1:1)",
    ])
      expect(wrongWith(documented, answer(409, { ...problem, detail }))).toBeDefined();
  });
});
