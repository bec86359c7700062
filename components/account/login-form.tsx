"use client";

import { Input } from "@/components/ui/field";
import { loginEndpoint } from "@/lib/domain/identity/contract";
import { call } from "@/lib/http/call";
import { AccountForm } from "./account-form";
import { PasswordInput } from "./password-input";
import { useSubmit } from "./use-submit";

/** `goTo` is a path of our own. */
export function LoginForm({ goTo }: { goTo: string }) {
  const form = useSubmit(async (typed) => {
    await call(loginEndpoint, { body: { email: typed("email"), password: typed("password") } });
    // A full load: nothing that was rendered for nobody stays.
    window.location.assign(goTo);
    return "leaving";
  });
  return (
    <AccountForm form={form} verb="Sign in">
      <Input
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        required
        error={form.errorOf("email")}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        error={form.errorOf("password")}
      />
    </AccountForm>
  );
}
