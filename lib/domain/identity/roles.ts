import type { Role, UserActor } from "@/lib/db/ctx";

const RANK = { user: 0, moderator: 1, admin: 2 } as const satisfies Record<Role, number>;

/** Whether somebody may do what this role may: an admin is a moderator, too. */
export const hasRole = ({ role }: Pick<UserActor, "role">, wanted: Role): boolean => RANK[role] >= RANK[wanted];
