import { AppError } from "@/lib/core/errors";
import type { Ctx } from "@/lib/db/ctx";
import type { StoredFile } from "@/lib/providers/media-store";
import { ProviderError } from "@/lib/providers/provider-error";

/** A stored file for somebody who waits for it; undefined when there is none, `provider_unavailable` when the media store can't be asked. */
export async function findFile(ctx: Ctx, key: string): Promise<StoredFile | undefined> {
  try {
    return await ctx.ports.media.get(key);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.error("media store can't be asked", { key, kind: error.kind, reason: error.message });
    throw new AppError(
      "provider_unavailable",
      "This picture can't be reached right now. Please try again in a moment.",
      {
        retryAfterSeconds: 5,
      },
    );
  }
}
