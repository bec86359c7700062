import type { Metadata, Route } from "next";
import { permanentRedirect } from "next/navigation";
import { Profile } from "@/components/people/profile";
import { listProfilePosts } from "@/lib/domain/profiles/reads";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";
import { readOne } from "./read-one";

type Props = PageProps<"/u/[handle]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, handle, bio, isPrivate, avatarUrl } = await readOne((await params).handle);
  const title = `${name} (@${handle})`;
  const description = bio || `AI-generated pictures published by ${name}.`;
  const { env } = await pageCtx();
  const images = avatarUrl ? [{ url: new URL(avatarUrl, env.APP_URL), width: 512, height: 512, alt: name }] : [];
  return {
    title,
    description,
    alternates: { canonical: new URL(`/u/${handle}`, env.APP_URL) },
    openGraph: { type: "profile", username: handle, title, description, images },
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
