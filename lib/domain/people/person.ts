import type { PersonView } from "@/lib/domain/identity/contract";

/** Columns of `user u` for `toPerson`, as SQL. */
export const PERSON_COLUMNS = `u.handle AS "personHandle", u.name AS "personName", u.avatar_id AS "personAvatarId", u.is_demo AS "personIsDemo"`;

export type PersonRow = {
  personHandle: string;
  personName: string;
  personAvatarId: string | null;
  personIsDemo: boolean;
};

export const avatarUrl = (avatarId: string) => `/media/${avatarId}/avatar`;

/** Somebody as everybody may see them. */
export function toPerson(row: PersonRow): PersonView {
  return {
    handle: row.personHandle,
    name: row.personName,
    ...(row.personAvatarId ? { avatarUrl: avatarUrl(row.personAvatarId) } : {}),
    ...(row.personIsDemo ? { isDemo: true } : {}),
  };
}
