import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STATUS } from "@/lib/core/errors";
import { ENDPOINTS } from "@/lib/domain/docs/endpoints";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { placeOrder } from "@/tests/payments/shop";
import { dispatch, routeFiles } from "@/tests/support/routes";

/** Statuses as nobody, signed in but not verified, another user, and the owner (all with a body that is right for the route). */
type Row = {
  nobody: number;
  unverified: number;
  other: number;
  owner: number;
  /** A function where it names what exists only once the tests run. */
  body?: unknown;
  headers?: Record<string, string>;
};

let studio: Studio;
let owner: Caller;
let other: Caller;
let unverified: Caller;
let jobId: string;
let imageId: string;
let promptId: string;
let link: string;
let collectionId: string;
let sharedLink: string;
let orderId: string;
let postId: string;
let commentId: string;
let handle: string;

beforeAll(async () => {
  studio = await openStudio();
  await studio.startWorker();
  [owner, other, unverified] = await Promise.all([
    studio.newUser(50),
    studio.newUser(50),
    studio.newUser(0, { isVerified: false }),
  ]);
  const { body } = await owner.generate();
  jobId = body.jobId;
  const job = await owner.ended(jobId);
  imageId = job.imageId ?? "";
  link = job.imageUrl ?? "";
  orderId = (await placeOrder(studio, owner)).id;
  promptId = (await owner.get("/api/studio/prompts")).body.items[0].id;
  collectionId = (await owner.send("POST", "/api/studio/collections", { name: "Kites" })).body.id;
  const published = await owner.send("POST", "/api/studio/community/publish", {
    ...{ imageId, title: "Kites", categoryId: "festival", visibility: "public" },
  });
  postId = published.body.postId;
  commentId = (await owner.send("POST", `/api/studio/community/posts/${postId}/comments`, { body: "First" })).body.id;
  handle = (await owner.get("/api/auth/me")).body.user.handle;
  sharedLink = (await owner.send("POST", `/api/studio/my-creations/${imageId}/share`)).body.imageUrl;
});
afterAll(() => studio.close());

const same = (status: number): Row => ({ nobody: status, unverified: status, other: status, owner: status });
const signedIn = (status: number, body?: unknown): Row => ({
  nobody: 401,
  unverified: status,
  other: status,
  owner: status,
  ...(body ? { body } : {}),
});
const own = (status: number, body?: unknown): Row => ({
  nobody: 401,
  unverified: 404,
  other: 404,
  owner: status,
  ...(body ? { body } : {}),
});
/** Needs a verified address; `other` and `owner` say the rest. */
const verified = (other: number, owner: number, body?: unknown): Row => ({
  ...{ nobody: 401, unverified: 403, other, owner },
  ...(body ? { body } : {}),
});
const email = "nobody.knows@example.in";

/** Every operation of the API; one without a row fails the test below. Rows run in this order. */
const MATRIX: Record<string, Row> = {
  "POST /api/auth/register": { ...same(422), body: {} },
  "POST /api/auth/login": { ...same(401), body: { email, password: "not the right one" } },
  "POST /api/auth/refresh": same(401),
  "POST /api/auth/verify-email": { ...same(422), body: { token: "wrong" } },
  "POST /api/auth/resend-verification": { ...same(204), body: { email } },
  "POST /api/auth/forgot-password": { ...same(204), body: { email: "somebody.else@example.in" } },
  "POST /api/auth/reset-password": { ...same(422), body: { token: "wrong", password: "blue rickshaw at noon" } },
  "POST /api/auth/change-password": { ...signedIn(422), body: {} },
  "GET /api/auth/me": signedIn(200),
  "PATCH /api/auth/me": signedIn(200, { name: "Asha Rao" }),
  "GET /api/auth/sessions": signedIn(200),
  "DELETE /api/auth/sessions/{id}": signedIn(404),
  "POST /api/studio/enhance-prompt": signedIn(200, { prompt: "chai at a stall" }),
  "POST /api/studio/generate": {
    nobody: 401,
    unverified: 403,
    other: 202,
    owner: 202,
    body: { prompt: "a red kite", tier: "standard" },
  },
  "GET /api/studio/generate/{jobId}": own(200),
  "GET /api/studio/generate/{jobId}/events": own(200),
  "POST /api/studio/generate/{jobId}/cancel": own(409),
  "GET /api/studio/jobs": signedIn(200),
  "GET /api/studio/prompts": signedIn(200),
  "DELETE /api/studio/prompts/{id}": own(204),
  "POST /api/webhooks/replicate": same(401),
  "POST /api/studio/community/publish": {
    ...verified(404, 409),
    body: () => ({ imageId, title: "Kites", categoryId: "festival", visibility: "public" }),
  },
  "GET /api/studio/community/feed": same(200),
  "GET /api/studio/community/feed/new": { ...same(200) },
  "GET /api/studio/community/posts/{id}": same(200),
  "PATCH /api/studio/community/posts/{id}": verified(404, 200, { title: "Red kites" }),
  "POST /api/studio/community/posts/{id}/like": verified(200, 200),
  "DELETE /api/studio/community/posts/{id}/like": verified(200, 200),
  "POST /api/studio/community/posts/{id}/report": verified(202, 403, { reason: "spam" }),
  "POST /api/studio/community/posts/{id}/appeal": verified(404, 409, { reason: "It is a kite." }),
  "GET /api/studio/community/posts/{id}/comments": same(200),
  "POST /api/studio/community/posts/{id}/comments": verified(201, 201, { body: "Lovely" }),
  "PATCH /api/studio/community/comments/{id}": verified(404, 200, { body: "Second thoughts" }),
  "DELETE /api/studio/community/comments/{id}": verified(404, 204),
  "GET /api/studio/community/posts/{id}/remix": same(200),
  "GET /api/studio/community/posts/{id}/lineage": same(200),
  "GET /api/users/{handle}": same(200),
  "PATCH /api/users/{handle}": own(200, { bio: "Kites, mostly." }),
  "GET /api/users/{handle}/posts": same(200),
  "GET /api/users/{handle}/followers": same(200),
  "GET /api/users/{handle}/following": same(200),
  "PUT /api/users/me/avatar": verified(422, 422),
  "DELETE /api/users/me/avatar": signedIn(204),
  "POST /api/users/{handle}/follow": verified(200, 422),
  "DELETE /api/users/{handle}/follow": verified(200, 422),
  "POST /api/users/{handle}/mute": verified(200, 422),
  "DELETE /api/users/{handle}/mute": verified(200, 422),
  "POST /api/users/{handle}/block": verified(200, 422),
  "DELETE /api/users/{handle}/block": verified(200, 422),
  "GET /api/users/me/blocked": signedIn(200),
  "GET /api/oembed": same(200),
  "GET /api/milestones": signedIn(200),
  "GET /api/referrals": signedIn(200),
  "GET /api/notifications": signedIn(200),
  "POST /api/notifications/read": signedIn(200, {}),
  "GET /api/notifications/settings": signedIn(200),
  "PATCH /api/notifications/settings": signedIn(200, { items: [{ kind: "like", mail: false }] }),
  "POST /api/notifications/unsubscribe": same(422),
  "DELETE /api/studio/community/posts/{id}": own(204),
  "GET /api/studio/my-creations": signedIn(200),
  "GET /api/studio/my-creations/{id}": own(200),
  "GET /api/studio/my-creations/{id}/download": own(200),
  "PATCH /api/studio/my-creations/{id}": own(200, { favourite: true }),
  "POST /api/studio/my-creations/zip": own(200, () => ({ ids: [imageId] })),
  "POST /api/studio/my-creations/bulk": own(200, () => ({ action: "favourite", ids: [imageId] })),
  "POST /api/studio/my-creations/{id}/share": own(200),
  "GET /media/{id}/{variant}": same(200),
  "DELETE /api/studio/my-creations/{id}": own(204),
  "POST /api/studio/my-creations/{id}/restore": own(200),
  "DELETE /api/studio/my-creations/{id}/share": own(204),
  "POST /api/studio/my-creations/empty-bin": signedIn(200),
  "GET /api/files/{id}/{variant}": same(200),
  "GET /api/studio/collections": signedIn(200),
  "POST /api/studio/collections": signedIn(201, { name: "Diwali" }),
  "GET /api/studio/collections/{id}": own(200),
  "PATCH /api/studio/collections/{id}": own(200, { name: "Red kites" }),
  "PUT /api/studio/collections/{id}/items/{imageId}": own(204),
  "DELETE /api/studio/collections/{id}/items/{imageId}": own(204),
  "DELETE /api/studio/collections/{id}": own(204),
  "GET /api/studio/credits/balance": signedIn(200),
  "GET /api/studio/credits/ledger": signedIn(200),
  "GET /api/studio/credits/packages": same(200),
  "GET /api/studio/credits/orders": signedIn(200),
  "POST /api/studio/credits/orders": {
    nobody: 401,
    unverified: 403,
    other: 422,
    owner: 422,
    body: { packageId: "none" },
  },
  "GET /api/studio/credits/orders/{orderId}": own(200),
  "POST /api/studio/credits/orders/{orderId}/verify": {
    ...{ nobody: 401, unverified: 403, other: 404, owner: 422 },
    body: { razorpay_order_id: "order_x", razorpay_payment_id: "pay_x", razorpay_signature: "forged" },
  },
  "POST /api/webhooks/razorpay": same(401),
  "GET /api/studio/decisions/{id}": signedIn(404),
  "POST /api/studio/decisions/{id}/appeal": verified(404, 404, { reason: "It is a kite." }),
  "POST /api/grievances": {
    ...same(201),
    body: { name: "Asha", email, kind: "other", body: "Something is not right here." },
  },
  "GET /api/grievances/{id}": same(404),
  "GET /api/studio/categories": same(200),
  "GET /api/studio/templates": same(200),
  "GET /api/studio/templates/{id}": same(404),
  "GET /api/notifications/events": signedIn(200),
  "GET /api/health/live": same(200),
  "GET /api/health/ready": same(200),
  "GET /api/metrics": same(404),
  "POST /api/auth/logout-all": signedIn(204),
  "POST /api/auth/logout": same(204),
};

/** The team's have a matrix of their own, by role: tests/admin/matrix. */
const isOurs = ({ path }: { path: string }) => !path.startsWith("/api/admin");
const operations = ENDPOINTS.filter(isOurs).map((endpoint) => `${endpoint.method} ${endpoint.path}`);

function addressOf(operation: string): string {
  const path = operation.split(" ")[1] ?? "";
  if (path === "/api/files/{id}/{variant}") return link;
  if (path === "/media/{id}/{variant}") return sharedLink;
  return path
    .replace("{jobId}", jobId)
    .replace("{orderId}", orderId)
    .replace("/prompts/{id}", `/prompts/${promptId}`)
    .replace("/my-creations/{id}", `/my-creations/${imageId}`)
    .replace("/feed/new", "/feed/new?since=2026-11-23T00:00:00.000Z")
    .replace("/oembed", `/oembed?url=${encodeURIComponent(`${studio.origin}/studio/community/${postId}`)}`)
    .replace("/posts/{id}", `/posts/${postId}`)
    .replace("/comments/{id}", `/comments/${commentId}`)
    .replace("{handle}", handle)
    .replace("/collections/{id}", `/collections/${collectionId}`)
    .replace("{imageId}", imageId)
    .replace("{id}", "unknown");
}

async function call(caller: Caller | undefined, operation: string, row: Row): Promise<Response> {
  const [method = "GET"] = operation.split(" ");
  const headers = { "Idempotency-Key": crypto.randomUUID(), "X-Forwarded-For": "203.0.113.9", ...row.headers };
  const body: unknown = typeof row.body === "function" ? row.body() : row.body;
  if (caller) return caller.fetch(method, addressOf(operation), body, headers);
  const hasBody = body !== undefined;
  return dispatch(
    new Request(new URL(addressOf(operation), studio.origin), {
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

describe("every route, as everybody", () => {
  it("has a row here, and a route file that serves it", () => {
    expect(operations.filter((operation) => !MATRIX[operation])).toEqual([]);
    expect(Object.keys(MATRIX).filter((operation) => !operations.includes(operation))).toEqual([]);
    const served = routeFiles().map(({ pattern }) => pattern.replaceAll("[", "{").replaceAll("]", "}"));
    const described = new Set(ENDPOINTS.map(({ path }) => path as string));
    const undescribed = served.filter((path) => isOurs({ path }) && !described.has(path));
    expect(undescribed.sort()).toEqual(["/api/openapi.json", "/api/{...path}"]);
  });

  for (const [operation, row] of Object.entries(MATRIX)) {
    it(`${operation}: nobody ${row.nobody}, unverified ${row.unverified}, somebody else ${row.other}, owner ${row.owner}`, async () => {
      const callers = [
        [undefined, row.nobody],
        [unverified, row.unverified],
        [other, row.other],
        [owner, row.owner],
      ] as const;
      for (const [caller, expected] of callers) {
        const response = await call(caller, operation, row);
        expect(response.status, caller ? caller.userId : "nobody").toBe(expected);
        if (expected >= 400) await expectProblem(response);
        else await response.body?.cancel();
      }
    });
  }
});
