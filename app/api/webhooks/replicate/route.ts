import { replicateWebhookEndpoint } from "@/lib/domain/generation/contract";
import { receiveReplicateWebhook } from "@/lib/domain/generation/receive-webhook";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";
import { readSignedDelivery } from "@/lib/http/signed-delivery";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(replicateWebhookEndpoint, { auth: "anybody", rateLimit: null }, async ({ ctx, request, query }) =>
    receiveReplicateWebhook(ctx, { ...(await readSignedDelivery(request)), generationId: query.gid, token: query.t }),
  ),
);
