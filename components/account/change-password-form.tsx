"use client";

import { useRouter } from "next/navigation";
import { notify } from "@/components/ui/toaster";
import { changePasswordEndpoint, MIN_PASSWORD_LENGTH } from "@/lib/domain/identity/contract";
import { call } from "@/lib/http/call";
import { AccountForm } from "./account-form";
import { PasswordInput } from "./password-input";
import { useSubmit } from "./use-submit";

export function ChangePasswordForm({ email }: { email: string }) {
  const router = useRouter();
  const form = useSubmit(async (typed) => {
    const body = { currentPassword: typed("currentPassword"), newPassword: typed("newPassword") };
    await call(changePasswordEndpoint, { body });
    form.ref.current?.reset();
    notify({ message: "Your password is changed. Other devices are signed out." });
    router.refresh();
  });
  return (
    <AccountForm form={form} verb="Change password" isPrimary={false}>
      {/* So that password managers know whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordInput
        label="Current password"
        name="currentPassword"
        autoComplete="current-password"
        error={form.errorOf("currentPassword")}
      />
      <PasswordInput
        label="New password"
        name="newPassword"
        autoComplete="new-password"
        help={`${MIN_PASSWORD_LENGTH} characters or more. Your other devices will be signed out.`}
        error={form.errorOf("newPassword")}
      />
    </AccountForm>
  );
}
