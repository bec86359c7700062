import type { Caller, Studio } from "@/tests/generation/studio";
import { placeOrder } from "@/tests/payments/shop";

/** What somebody owns, private and public, for others to try their hands on. */
export type Things = Awaited<ReturnType<typeof makeThings>>;

export async function makeThings(studio: Studio, owner: Caller) {
  const { jobId } = (await owner.generate()).body;
  const job = await owner.ended(jobId);
  const imageId = job.imageId ?? "";
  const published = await owner.send("POST", "/api/studio/community/publish", {
    ...{ imageId, title: "Kites", categoryId: "festival", visibility: "public" },
  });
  const postId: string = published.body.postId;
  const comment = await owner.send("POST", `/api/studio/community/posts/${postId}/comments`, { body: "First" });
  return {
    ...{ jobId: jobId as string, imageId, link: job.imageUrl ?? "", postId, commentId: comment.body.id as string },
    orderId: (await placeOrder(studio, owner)).id,
    promptId: (await owner.get("/api/studio/prompts")).body.items[0].id as string,
    collectionId: (await owner.send("POST", "/api/studio/collections", { name: "Kites" })).body.id as string,
    handle: (await owner.get("/api/auth/me")).body.user.handle as string,
    sharedLink: (await owner.send("POST", `/api/studio/my-creations/${imageId}/share`)).body.imageUrl as string,
  };
}

/** The address of an operation with the owner's things in its parameters. */
export function addressOf(operation: string, origin: string, things: Things): string {
  const path = operation.split(" ")[1] ?? "";
  if (path === "/api/files/{id}/{variant}") return things.link;
  if (path === "/media/{id}/{variant}") return things.sharedLink;
  return path
    .replace("{jobId}", things.jobId)
    .replace("{orderId}", things.orderId)
    .replace("/prompts/{id}", `/prompts/${things.promptId}`)
    .replace("/my-creations/{id}", `/my-creations/${things.imageId}`)
    .replace("/feed/new", "/feed/new?since=2026-11-23T00:00:00.000Z")
    .replace("/oembed", `/oembed?url=${encodeURIComponent(`${origin}/studio/community/${things.postId}`)}`)
    .replace("/posts/{id}", `/posts/${things.postId}`)
    .replace("/comments/{id}", `/comments/${things.commentId}`)
    .replace("{handle}", things.handle)
    .replace("/collections/{id}", `/collections/${things.collectionId}`)
    .replace("{imageId}", things.imageId)
    .replace(/\{[.\w]+\}/g, "unknown");
}
