import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "@/tests/generation/studio";
import { type RunningApp, startApp } from "@/tests/support/app";
import { createTestDatabase } from "@/tests/support/database";
import { serve } from "@/tests/support/serve";

type Value = { stringValue?: string };
type Span = {
  traceId: string;
  name: string;
  attributes: { key: string; value: Value }[];
  status: { code?: number; message?: string };
  process: string;
};

const spans: Span[] = [];
const bodies: string[] = [];
let collector: Awaited<ReturnType<typeof serve>>;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let app: RunningApp;

beforeAll(async () => {
  collector = await serve(async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString("utf8");
    bodies.push(body);
    for (const { resource, scopeSpans } of JSON.parse(body).resourceSpans)
      for (const { spans: sent } of scopeSpans)
        for (const span of sent) spans.push({ ...span, process: attribute(resource, "studio.process") ?? "" });
    outgoing.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  database = await createTestDatabase();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: "300" };
  app = await startApp({ name: "tracing", databaseUrl: database.url, env });
});
afterAll(async () => {
  await app?.stop();
  await collector?.close();
  await database?.drop();
});

const attribute = ({ attributes }: Pick<Span, "attributes">, name: string) =>
  attributes.find(({ key }) => key === name)?.value.stringValue;
const password = "blue rickshaw at noon";
/** Signs up and asks for a picture; the ids of the last request and the job. */
async function makePicture() {
  const send = (address: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${app.url}${address}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const account = { email: "asha@example.in", password, name: "Asha", acceptTerms: true };
  const { token } = await (await send("/api/auth/register", account)).json();
  const mail = await eventually("the mail", async () => {
    const mails = await (await fetch(`${app.url}/sandbox/mail.json?to=${account.email}`)).json();
    return mails[0]?.links[0] as string | undefined;
  });
  await send("/api/auth/verify-email", { token: new URL(mail).searchParams.get("token") });
  const answer = await send(
    "/api/studio/generate",
    { prompt: "a lighthouse at zarafshan", tier: "standard" },
    { Authorization: `Bearer ${token}`, "Idempotency-Key": "first" },
  );
  return {
    status: answer.status,
    requestId: answer.headers.get("x-request-id"),
    token,
    jobId: (await answer.json()).jobId,
  };
}

it("a request, its statements, the worker's jobs and the calls of services arrive at the collector, and nothing that people wrote", async () => {
  await fetch(`${app.url}/verify-email?token=word-of-a-link`);
  const { status, requestId, token, jobId } = await makePicture();
  expect(status).toBe(202);
  const request = await eventually("the request's span", async () =>
    spans.find((span) => attribute(span, "studio.request_id") === requestId),
  );
  expect([request.process, request.name]).toEqual(["web", expect.stringContaining("/api/studio/generate")]);
  const ofRequest = spans.filter(({ traceId }) => traceId === request.traceId);
  expect(ofRequest.map((span) => attribute(span, "db.query.text")).filter(Boolean).length).toBeGreaterThan(0);
  await eventually("the job's span", async () =>
    ["job submit-generation", "images.create"].every((name) =>
      spans.some((span) => span.process === "worker" && span.name === name),
    ),
  );
  await eventually("the page's span", async () => spans.some((span) => span.name.includes("/verify-email")));
  const all = bodies.join();
  expect(jobId).toMatch(/^gen_/);
  for (const secret of ["zarafshan", password, token, "asha@example.in", "word-of-a-link", app.sandbox.token])
    expect([secret, all.includes(secret)]).toEqual([secret, false]);
});

it("what is left is sent when the app is told to end", async () => {
  await (await fetch(`${app.url}/api/health/ready`)).json();
  const before = spans.length;
  await app.stop();
  expect(spans.length).toBeGreaterThan(before);
});
