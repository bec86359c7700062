import {
  collectionEndpoint,
  deleteCollectionEndpoint,
  renameCollectionEndpoint,
} from "@/lib/domain/collections/contract";
import { deleteCollection } from "@/lib/domain/collections/delete-collection";
import { readCollection } from "@/lib/domain/collections/reads";
import { renameCollection } from "@/lib/domain/collections/rename-collection";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(collectionEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, params }) => readCollection(ctx, params.id)),
  handle(renameCollectionEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params, body }) =>
    renameCollection(ctx, params.id, body),
  ),
  handle(deleteCollectionEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) =>
    deleteCollection(ctx, params.id),
  ),
);
