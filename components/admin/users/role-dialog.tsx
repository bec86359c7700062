"use client";

import { useState } from "react";
import { Input, Select } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { ROLES, roleEndpoint, type UserRow } from "@/lib/domain/users/contract";
import { call } from "@/lib/http/call";

const NAMES: Record<UserRow["role"], string> = { user: "Ordinary user", moderator: "Moderator", admin: "Admin" };

type Props = { user: Pick<UserRow, "id" | "name" | "role">; onClose: () => void; onDone: () => void };

/** Gives somebody another role. */
export function RoleDialog({ user, onClose, onDone }: Props) {
  const [role, setRole] = useState(user.role);
  const [reason, setReason] = useState("");
  const send = async () => {
    await call(roleEndpoint, { params: { id: user.id }, body: { role, reason } });
    onDone();
  };
  return (
    <FormDialog title={`Role of ${user.name}`} verb="Change the role" send={send} onClose={onClose}>
      {(problem) => (
        <>
          <Select
            label="Role"
            value={role}
            error={problem?.fieldError("role")}
            help="A moderator sees moderation and tickets only. An admin sees and may do everything."
            onChange={({ target }) => setRole(ROLES.find((one) => one === target.value) ?? user.role)}
          >
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {NAMES[one]}
              </option>
            ))}
          </Select>
          <Input
            label="Reason, for the audit log"
            value={reason}
            error={problem?.fieldError("reason")}
            onChange={({ target }) => setReason(target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
