import { collectionsEndpoint, createCollectionEndpoint } from "@/lib/domain/collections/contract";
import { createCollection } from "@/lib/domain/collections/create-collection";
import { listCollections } from "@/lib/domain/collections/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(collectionsEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, query }) => listCollections(ctx, query)),
  handle(createCollectionEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, body }) =>
    createCollection(ctx, body),
  ),
);
