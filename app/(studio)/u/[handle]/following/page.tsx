import type { Metadata, Route } from "next";
import { permanentRedirect } from "next/navigation";
import { PeopleList } from "@/components/people/people-list";
import { listPeople } from "@/lib/domain/profiles/list-people";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";
import { readOne } from "../read-one";

export async function generateMetadata({ params }: PageProps<"/u/[handle]/following">): Promise<Metadata> {
  const { name } = await readOne((await params).handle);
  return { title: `Following: ${name}`, robots: { index: false } };
}

export default async function FollowingPage({ params }: PageProps<"/u/[handle]/following">) {
  const ctx = await pageCtx();
  const { handle } = await params;
  const person = await readOne(handle);
  if (person.handle !== handle) permanentRedirect(`/u/${person.handle}/following` as Route);
  const first = await listPeople(ctx, "following", handle, { limit: 50 });
  return <PeopleList key={person.handle} list="following" person={person} first={first} isSignedIn={isSignedIn(ctx)} />;
}
