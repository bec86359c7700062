import type { Metadata, Route } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { cache } from "react";
import { Profile } from "@/components/people/profile";
import { AppError } from "@/lib/core/errors";
import { listProfilePosts, readProfile } from "@/lib/domain/profiles/reads";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

type Props = PageProps<"/u/[handle]">;

/** Once a request: the page and its metadata ask for the same person. */
const readOne = cache(async (handle: string) => {
  const ctx = await pageCtx();
  try {
    return await readProfile(ctx, handle);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, handle, isPrivate } = await readOne((await params).handle);
  return {
    title: `${name} (@${handle})`,
    description: `AI-generated pictures published by ${name}.`,
    ...(isPrivate ? { robots: { index: false } } : {}),
  };
}

export default async function ProfilePage({ params }: Props) {
  const ctx = await pageCtx();
  const { handle } = await params;
  const profile = await readOne(handle);
  // A former handle, or one in capitals, leads to the present one.
  if (profile.handle !== handle) permanentRedirect(`/u/${profile.handle}` as Route);
  const first = await listProfilePosts(ctx, handle, { limit: 40 });
  return <Profile key={profile.handle} profile={profile} first={first} isSignedIn={isSignedIn(ctx)} />;
}
