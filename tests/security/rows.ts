import type { Things } from "./things";

/**
 * Statuses as nobody, signed in but not verified, another user, and the owner, all with a body that is right for the route. The team's members are
 * other users here, and a suspended person is nobody.
 */
export type Row = {
  nobody: number;
  unverified: number;
  other: number;
  owner: number;
  /** A function where it names what exists only once the tests run. */
  body?: unknown;
};

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
const onEveryMethod = (path: string, row: Row) =>
  Object.fromEntries(["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => [`${method} ${path}`, row]));
/** What lies outside the API: asked over HTTP, with the pages, in web.test. */
export const OVER_HTTP = ["GET /r/{code}", ...Object.keys(onEveryMethod("/sandbox/{...path}", same(404)))];

const email = "nobody.knows@example.in";

/** Every operation of the API beside the team's; one without a row fails authorisation.test. Rows run in this order. */
export const ROWS: Record<string, Row> = {
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
    body: ({ imageId }: Things) => ({ imageId, title: "Kites", categoryId: "festival", visibility: "public" }),
  },
  "GET /api/studio/community/feed": same(200),
  "GET /api/studio/community/feed/new": { ...same(200) },
  "GET /api/studio/community/posts/{id}": same(200),
  "PATCH /api/studio/community/posts/{id}": verified(404, 200, { title: "Red kites" }),
  "POST /api/studio/community/posts/{id}/like": verified(200, 200),
  "DELETE /api/studio/community/posts/{id}/like": verified(200, 200),
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
  // Late: three reports hide a post.
  "POST /api/studio/community/posts/{id}/report": verified(202, 403, { reason: "spam" }),
  "DELETE /api/studio/community/posts/{id}": own(204),
  "GET /api/studio/my-creations": signedIn(200),
  "GET /api/studio/my-creations/{id}": own(200),
  "GET /api/studio/my-creations/{id}/download": own(200),
  "PATCH /api/studio/my-creations/{id}": own(200, { favourite: true }),
  "POST /api/studio/my-creations/zip": own(200, ({ imageId }: Things) => ({ ids: [imageId] })),
  "POST /api/studio/my-creations/bulk": own(200, ({ imageId }: Things) => ({ action: "favourite", ids: [imageId] })),
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
  // Neither described nor of any use, and still an address that answers.
  "GET /api/openapi.json": same(200),
  ...onEveryMethod("/api/{...path}", same(404)),
  "POST /api/auth/logout-all": signedIn(204),
  "POST /api/auth/logout": same(204),
};
