import { Badge } from "@/components/ui/badge";
import { fullTime } from "@/lib/core/ist-time";
import type { UserRow } from "@/lib/domain/users/contract";

type Props = { of: Pick<UserRow, "role" | "status" | "isVerified"> & { suspendedUntil?: string } };

/** What is particular about somebody's account, as badges; nothing for most people. */
export function Standing({ of: { role, status, isVerified, suspendedUntil } }: Props) {
  return (
    <span className="flex flex-wrap gap-1">
      {role === "admin" ? <Badge tone="marigold">Admin</Badge> : null}
      {role === "moderator" ? <Badge tone="marigold">Moderator</Badge> : null}
      {status === "suspended" ? (
        <Badge tone="bad">{suspendedUntil ? `Suspended until ${fullTime(suspendedUntil)}` : "Suspended"}</Badge>
      ) : null}
      {isVerified ? null : <Badge>Not verified</Badge>}
    </span>
  );
}
