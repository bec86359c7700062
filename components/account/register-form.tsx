"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/field";
import { TextLink } from "@/components/ui/text-link";
import { MIN_PASSWORD_LENGTH, registerEndpoint } from "@/lib/domain/identity/contract";
import { call } from "@/lib/http/call";
import { AccountForm } from "./account-form";
import { PasswordInput } from "./password-input";
import { useSubmit } from "./use-submit";

/** `goTo` is a path of our own; `referralCode` is that of who invited. */
export function RegisterForm({ goTo, referralCode }: { goTo: string; referralCode?: string | undefined }) {
  const form = useSubmit(async (typed) => {
    // The contract wants a true; without the tick the server names the field.
    const acceptTerms = (typed("acceptTerms") === "on") as true;
    const body = { name: typed("name"), email: typed("email"), password: typed("password"), acceptTerms };
    await call(registerEndpoint, { body: { ...body, ...(referralCode ? { referralCode } : {}) } });
    window.location.assign(goTo);
    return "leaving";
  });
  return (
    <AccountForm form={form} verb="Create account">
      <Input
        label="Name"
        name="name"
        autoComplete="name"
        required
        help="Shown beside what you publish. Any script."
        error={form.errorOf("name")}
      />
      <Input
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        required
        help="We send a link to confirm it. Nobody else sees it."
        error={form.errorOf("email")}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="new-password"
        help={`${MIN_PASSWORD_LENGTH} characters or more. A short sentence is good.`}
        error={form.errorOf("password")}
      />
      <Checkbox
        name="acceptTerms"
        required
        error={form.errorOf("acceptTerms")}
        label={
          <>
            I am 18 or older and accept the{" "}
            <TextLink variant="plain" href="/terms">
              terms
            </TextLink>{" "}
            and the{" "}
            <TextLink variant="plain" href="/privacy">
              privacy notice
            </TextLink>
            .
          </>
        }
      />
    </AccountForm>
  );
}
