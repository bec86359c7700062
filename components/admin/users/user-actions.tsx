"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { UserRow } from "@/lib/domain/users/contract";
import { AdjustDialog } from "./adjust-dialog";
import { RoleDialog } from "./role-dialog";

type Props = { user: Pick<UserRow, "id" | "name" | "role" | "balance"> };

/** What an admin may do to somebody's account from its page. */
export function UserActions({ user }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState<"role" | "credits">();
  const dialog = { user, onClose: () => setOpen(undefined), onDone: () => router.refresh() };
  return (
    <>
      <Button size="compact" onClick={() => setOpen("credits")}>
        Adjust credits
      </Button>
      <Button size="compact" onClick={() => setOpen("role")}>
        Change role
      </Button>
      {open === "credits" ? <AdjustDialog {...dialog} /> : null}
      {open === "role" ? <RoleDialog {...dialog} /> : null}
    </>
  );
}
