import { creationEndpoint, deleteCreationEndpoint, updateCreationEndpoint } from "@/lib/domain/creations/contract";
import { deleteCreation } from "@/lib/domain/creations/delete-creation";
import { readCreation } from "@/lib/domain/creations/reads";
import { updateCreation } from "@/lib/domain/creations/update-creation";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(creationEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx, params }) => readCreation(ctx, params.id)),
  handle(updateCreationEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params, body }) =>
    updateCreation(ctx, params.id, body),
  ),
  handle(deleteCreationEndpoint, { auth: "user", rateLimit: "write" }, ({ ctx, params }) =>
    deleteCreation(ctx, params.id),
  ),
);
