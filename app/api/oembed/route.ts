import { oembedEndpoint } from "@/lib/domain/community/contract";
import { readOembed } from "@/lib/domain/community/read-oembed";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(oembedEndpoint, { auth: "anybody", rateLimit: "read" }, ({ ctx, query }) => readOembed(ctx, query.url)),
);
