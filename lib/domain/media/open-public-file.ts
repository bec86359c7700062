import { notFound } from "@/lib/core/errors";
import type { Ctx } from "@/lib/db/ctx";
import { openShared, type PublicFile } from "@/lib/domain/creations/shares";

/** What anybody may see under this id at this moment; throws `not_found` for everything else. */
export async function openPublicFile(ctx: Ctx, file: { id: string; variant: string }): Promise<PublicFile> {
  if (file.variant !== "preview") throw notFound("This picture");
  return openShared(ctx, file.id);
}
