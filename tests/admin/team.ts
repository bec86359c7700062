import { newId } from "@/lib/core/ids";
import type { Caller, Studio } from "@/tests/generation/studio";

export type Team = { studio: Studio; user: Caller; moderator: Caller; admin: Caller; secondAdmin: Caller };

/** Somebody with a role, as the command line would give it. */
export async function newMember(studio: Studio, role: "moderator" | "admin", credits = 0): Promise<Caller> {
  const member = await studio.newUser(credits);
  await studio.sql(`UPDATE "user" SET role = $2 WHERE id = $1`, [member.userId, role]);
  return member;
}

export async function openTeam(studio: Studio): Promise<Team> {
  const [user, moderator, admin, secondAdmin] = await Promise.all([
    studio.newUser(10),
    newMember(studio, "moderator"),
    newMember(studio, "admin"),
    newMember(studio, "admin"),
  ]);
  return { studio, user, moderator, admin, secondAdmin };
}

/** What one call of an admin operation needs; made anew for each, because a deed may be done once only. */
export type Prepared = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** Sent as it is instead of a body. */
  file?: Buffer;
};

export type AdminRow = {
  /** Who may at least; everybody below is refused. */
  role: "moderator" | "admin";
  /** What they get. */
  status: number;
  prepare?: (team: Team) => Promise<Prepared> | Prepared;
  /** What the audit log says of it; every operation but GET has one. `null`: nothing is changed by it, and why it needs none is said beside. */
  action?: string | null;
};
export type AdminRows = Record<string, AdminRow>;

/** A verified user with an e-mail address of their own, for deeds about people. */
export const somebody = async (team: Team, credits = 0) => (await team.studio.newUser(credits)).userId;

/** An id that nothing has. */
export const nothing = () => newId("post");
