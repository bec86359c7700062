import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENDPOINTS } from "@/lib/domain/docs/endpoints";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";

/** PostgreSQL keeps no U+0000 in text: whoever sends one gets an answer, never an error of ours. */
let studio: Studio;
let who: Caller;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  who = await studio.newUser(5);
});
afterAll(() => studio.close());

const NUL = "a%00b";
const withParams = ENDPOINTS.filter(({ path }) => path.includes("{"));
const QUERIES = ["cursor", "q", "tag", "categoryId", "collectionId", "token", "url", "since", "template"];

describe("U+0000", () => {
  it.each(withParams.map(({ method, path }) => [method, path.replace(/\{\w+\}/g, NUL)]))(
    "%s %s",
    async (method, path) => {
      const body = method === "GET" || method === "DELETE" ? undefined : {};
      expect((await who.send(method, path, body)).status).toBeLessThan(500);
    },
  );

  it.each(ENDPOINTS.filter(({ query }) => query).map(({ method, path }) => [method, path]))(
    "%s %s?…",
    async (method, path) => {
      const search = QUERIES.map((name) => `${name}=${NUL}`).join("&");
      for (const query of [search, ...QUERIES.map((name) => `${name}=${NUL}`)])
        expect(
          (await who.send(method, `${path.replace(/\{\w+\}/g, "x")}?${query}`, method === "GET" ? undefined : {}))
            .status,
        ).toBeLessThan(500);
    },
  );

  it.each([
    [
      "/api/auth/register",
      {
        email: "a\0@example.in",
        password: "blue rickshaw at noon",
        name: "A\0sha",
        acceptTerms: true,
        referralCode: "\0",
      },
    ],
    ["/api/auth/login", { email: "a\0@example.in", password: "\0" }],
    ["/api/auth/verify-email", { token: "\0" }],
    ["/api/studio/generate", { prompt: "a kite\0", tier: "standard", sourcePostId: "\0", templateId: "\0" }],
    [
      "/api/studio/community/publish",
      { imageId: "\0", title: "a\0", categoryId: "\0", tags: ["\0a"], visibility: "public" },
    ],
    ["/api/studio/collections", { name: "a\0b" }],
    ["/api/notifications/read", { ids: ["\0"] }],
    ["/api/studio/my-creations/bulk", { action: "favourite", ids: ["\0"] }],
  ])("POST %s", async (path, body) => {
    const headers = {
      "Idempotency-Key": path,
      ...(path.includes("/auth/") ? { Authorization: "", Origin: studio.origin } : {}),
    };
    expect((await who.send("POST", path, body, headers)).status).toBeLessThan(500);
  });
});
