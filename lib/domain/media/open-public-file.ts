import { notFound } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import { openTemplatePicture } from "@/lib/domain/catalog/template-picture";
import { openPostFile } from "@/lib/domain/community/open-post-file";
import { openShared, type PublicFile } from "@/lib/domain/creations/shares";
import { openAvatar } from "@/lib/domain/profiles/avatar";

/** What the viewer may see under this id at this moment; throws `not_found` for everything else. */
export async function openPublicFile(
  ctx: Ctx<Nobody | UserActor>,
  file: { id: string; variant: string },
): Promise<PublicFile> {
  if (isId("post", file.id)) return openPostFile(ctx, file);
  if (isId("avatar", file.id)) return openAvatar(ctx, file);
  if (isId("templatePicture", file.id)) return openTemplatePicture(ctx, file);
  if (file.variant !== "preview") throw notFound("This picture");
  return openShared(ctx, file.id);
}
