import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant, lineField } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";

export const MAX_COLLECTIONS = 200;

export const collectionView = z.object({
  id: z.string(),
  name: z.string(),
  /** Pictures in it, those in the bin left out. */
  count: z.int(),
  /** The picture that was added last. */
  cover: z.optional(z.object({ thumbnailUrl: z.string(), placeholder: z.string() })),
  createdAt: instant,
});
export type CollectionView = z.infer<typeof collectionView>;

const body = z.object({ name: lineField("The name", 1, 60) });
const tag = "Collections";

export const collectionsEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/collections",
  summary: "Own collections, by name",
  tag,
  query: z.object(pageQuery),
  response: page(collectionView),
});
export const createCollectionEndpoint = endpoint({
  method: "POST",
  path: "/api/studio/collections",
  summary: "Make a collection; 409 for a name that there is",
  tag,
  body,
  status: 201,
  response: collectionView,
  errors: [409],
});
export const collectionEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/collections/{id}",
  summary: "One collection; its pictures are My Creations with `collectionId`",
  tag,
  response: collectionView,
});
export const renameCollectionEndpoint = endpoint({
  method: "PATCH",
  path: "/api/studio/collections/{id}",
  summary: "Rename a collection",
  tag,
  body,
  response: collectionView,
  errors: [409],
});
export const deleteCollectionEndpoint = endpoint({
  method: "DELETE",
  path: "/api/studio/collections/{id}",
  summary: "Delete a collection; its pictures stay",
  tag,
});
export const collectEndpoint = endpoint({
  method: "PUT",
  path: "/api/studio/collections/{id}/items/{imageId}",
  summary: "Put a picture into a collection",
  tag,
});
export const uncollectEndpoint = endpoint({
  method: "DELETE",
  path: "/api/studio/collections/{id}/items/{imageId}",
  summary: "Take a picture out of a collection",
  tag,
});
