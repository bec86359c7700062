import { type APIRequestContext, type BrowserContext, expect } from "playwright/test";

type Wish = { prompt?: string; sourcePostId?: string; [field: string]: unknown };
export type Made = { imageId: string; postId: string };

/** Makes a picture and publishes it, by the API, as whoever is signed in in this browser. */
export async function makePost(context: BrowserContext, baseURL: string, wish: Wish = {}): Promise<Made> {
  const { prompt = "A brass lamp on a window sill", sourcePostId, ...post } = wish;
  const request: APIRequestContext = context.request;
  const headers = { Origin: baseURL, "Idempotency-Key": crypto.randomUUID() };
  const asked = await request.post("/api/studio/generate", {
    headers,
    data: { prompt, tier: "standard", aspectRatio: "1:1", ...(sourcePostId ? { sourcePostId } : {}) },
  });
  expect(asked.status()).toBe(202);
  const { jobId } = await asked.json();
  let imageId = "";
  await expect
    .poll(
      async () => {
        imageId = (await (await request.get(`/api/studio/generate/${jobId}`)).json()).imageId ?? "";
        return imageId;
      },
      { timeout: 45_000 },
    )
    .toBeTruthy();
  const published = await request.post("/api/studio/community/publish", {
    headers,
    data: { imageId, title: "A brass lamp", categoryId: "festival", tags: ["lamp"], visibility: "public", ...post },
  });
  expect(published.status()).toBe(201);
  return { imageId, postId: (await published.json()).postId };
}

export const postPath = (postId: string) => `/studio/community/${postId}`;
