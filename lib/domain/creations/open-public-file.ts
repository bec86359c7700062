import { notFound } from "@/lib/core/errors";
import type { Ctx } from "@/lib/db/ctx";
import type { StoredFile } from "@/lib/providers/media-store";
import { openShared } from "./shares";

export type PublicFile = { open: () => Promise<StoredFile>; etag: string };

/** What anybody may see under this id at this moment; throws `not_found` for everything else. */
export async function openPublicFile(ctx: Ctx, file: { id: string; variant: string }): Promise<PublicFile> {
  if (file.variant !== "preview") throw notFound("This picture");
  return openShared(ctx, file.id);
}
