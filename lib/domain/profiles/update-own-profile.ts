import type { BodyOf } from "@/lib/core/endpoint";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { updateProfile } from "@/lib/domain/identity/update-profile";
import type { ProfileView, updateProfileEndpoint } from "./contract";
import { requireOwnHandle } from "./find-person";
import { readProfile } from "./reads";

/**
 * Changes one's own name, handle, bio, who may comment, and who may see it. Throws `not_found` for anybody else's, `conflict` on `handle`, and what
 * `updateProfile` throws about words.
 */
export async function updateOwnProfile(
  ctx: Ctx<UserActor>,
  handle: string,
  input: BodyOf<typeof updateProfileEndpoint>,
): Promise<ProfileView> {
  await requireOwnHandle(ctx, handle);
  const { handle: present } = await updateProfile(ctx, input);
  return readProfile(ctx, present);
}
