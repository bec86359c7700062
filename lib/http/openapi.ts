import * as z from "zod/mini";
import type { Endpoint } from "@/lib/core/endpoint";
import { STATUS, TITLE } from "@/lib/core/errors";

type Json = { [key: string]: unknown };

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string", enum: Object.keys(STATUS) },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "message"],
        properties: { field: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

const RATE_LIMIT_HEADERS = Object.fromEntries(
  [
    ["RateLimit-Limit", "Requests that the tightest limit of this request allows in its window"],
    ["RateLimit-Remaining", "How many of them are left"],
    ["RateLimit-Reset", "Seconds until the window opens anew"],
    ["RateLimit-Policy", "The limit and its window in seconds: 120;w=60"],
  ].map(([name, description]) => [name, { description, schema: { type: "string" } }]),
);

function schemaOf(schema: z.ZodMiniType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
}

function queryParameters(schema: z.ZodMiniType): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, "input") as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, member]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: member,
  }));
}

function statusesOf(endpoint: Endpoint): number[] {
  const always = [401, 403, 429, 500, 503];
  if (endpoint.body || endpoint.query || endpoint.idempotent) always.push(422);
  if (endpoint.body) always.push(400, 413);
  if (endpoint.path.includes("{")) always.push(404);
  if (endpoint.idempotent) always.push(409);
  return [...new Set([...always, ...(endpoint.errors ?? [])])].sort();
}

function operation(endpoint: Endpoint): Json {
  const pathNames = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  const header = {
    name: "Idempotency-Key",
    in: "header",
    required: true,
    schema: { type: "string", minLength: 1, maxLength: 255 },
  };
  const success = endpoint.status ?? (endpoint.response || endpoint.produces ? 200 : 204);
  const content = endpoint.response
    ? { "application/json": { schema: schemaOf(endpoint.response, "output") } }
    : endpoint.produces
      ? { [endpoint.produces]: {} }
      : undefined;
  const problems = statusesOf(endpoint).map((status) => [
    String(status),
    {
      description: Object.entries(STATUS)
        .filter(([, of]) => of === status)
        .map(([code]) => TITLE[code as keyof typeof TITLE])
        .join("; "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  return {
    summary: endpoint.summary,
    tags: [endpoint.tag],
    operationId: `${endpoint.method.toLowerCase()}${endpoint.path.replace(/\W+(\w)?/g, (_, letter?: string) => letter?.toUpperCase() ?? "")}`,
    parameters: [
      ...pathNames.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
      ...(endpoint.query ? queryParameters(endpoint.query) : []),
      ...(endpoint.idempotent ? [header] : []),
    ],
    ...(endpoint.body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              ["application/json", ...(endpoint.acceptsForm ? ["application/x-www-form-urlencoded"] : [])].map(
                (type) => [type, { schema: schemaOf(endpoint.body!, "input") }],
              ),
            ),
          },
        }
      : {}),
    responses: {
      [success]: { description: "Success", headers: RATE_LIMIT_HEADERS, ...(content ? { content } : {}) },
      ...Object.fromEntries(problems),
    },
  };
}

/** OpenAPI 3.1 from the same schemas that validate. */
export function openApiDocument(endpoints: readonly Endpoint[]): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Community AI Studio",
      version: "1",
      description:
        "Sign in with the session cookie, or send `Authorization: Bearer <token>` with the token that register and login answer.",
    },
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "studio_access" },
      },
      schemas: { Problem: problemSchema },
    },
  };
}
