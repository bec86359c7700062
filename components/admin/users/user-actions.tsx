"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { unsuspendEndpoint } from "@/lib/domain/review/contract";
import type { UserRow } from "@/lib/domain/users/contract";
import { call } from "@/lib/http/call";
import { ReasonDialog } from "../reason-dialog";
import { AdjustDialog } from "./adjust-dialog";
import { RoleDialog } from "./role-dialog";
import { SuspendDialog } from "./suspend-dialog";

type Props = { user: Pick<UserRow, "id" | "name" | "role" | "balance" | "status"> };

/** What an admin may do to somebody's account from its page. */
export function UserActions({ user }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState<"role" | "credits" | "suspend" | "unsuspend">();
  const dialog = { user, onClose: () => setOpen(undefined), onDone: () => router.refresh() };
  return (
    <>
      <Button size="compact" onClick={() => setOpen("credits")}>
        Adjust credits
      </Button>
      <Button size="compact" onClick={() => setOpen("role")}>
        Change role
      </Button>
      {user.status === "suspended" ? (
        <Button size="compact" onClick={() => setOpen("unsuspend")}>
          End the suspension
        </Button>
      ) : user.role === "user" ? (
        <Button size="compact" variant="danger" onClick={() => setOpen("suspend")}>
          Suspend
        </Button>
      ) : null}
      {open === "suspend" ? <SuspendDialog {...dialog} /> : null}
      {open === "unsuspend" ? (
        <ReasonDialog
          title={`End the suspension of ${user.name}?`}
          verb="End it"
          onClose={dialog.onClose}
          send={async (reason) => {
            await call(unsuspendEndpoint, { params: { id: user.id }, body: { reason } });
            dialog.onDone();
          }}
        >
          They can sign in again at once, and their posts are back.
        </ReasonDialog>
      ) : null}
      {open === "credits" ? <AdjustDialog {...dialog} /> : null}
      {open === "role" ? <RoleDialog {...dialog} /> : null}
    </>
  );
}
