import type { Metadata, Route } from "next";
import { permanentRedirect } from "next/navigation";
import { PeopleList } from "@/components/people/people-list";
import { listPeople } from "@/lib/domain/profiles/list-people";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";
import { readOne } from "../read-one";

export async function generateMetadata({ params }: PageProps<"/u/[handle]/followers">): Promise<Metadata> {
  const { name } = await readOne((await params).handle);
  return { title: `Followers: ${name}`, robots: { index: false } };
}

export default async function FollowersPage({ params }: PageProps<"/u/[handle]/followers">) {
  const ctx = await pageCtx();
  const { handle } = await params;
  const person = await readOne(handle);
  if (person.handle !== handle) permanentRedirect(`/u/${person.handle}/followers` as Route);
  const first = await listPeople(ctx, "followers", handle, { limit: 50 });
  return <PeopleList key={person.handle} list="followers" person={person} first={first} isSignedIn={isSignedIn(ctx)} />;
}
