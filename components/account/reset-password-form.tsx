"use client";

import { useState } from "react";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { MIN_PASSWORD_LENGTH, resetPasswordEndpoint } from "@/lib/domain/identity/contract";
import { call } from "@/lib/http/call";
import { AccountForm } from "./account-form";
import { PasswordInput } from "./password-input";
import { useSubmit } from "./use-submit";

export function ResetPasswordForm({ token }: { token: string }) {
  const [isDone, setDone] = useState(false);
  const form = useSubmit(async (typed) => {
    await call(resetPasswordEndpoint, { body: { token, password: typed("password") } });
    setDone(true);
  });
  const wrongLink = form.errorOf("token");
  return (
    <div>
      <div role="status">
        {isDone ? (
          <Notice tone="good">
            Your password is changed and every device is signed out. Sign in with the new one.
          </Notice>
        ) : null}
      </div>
      {isDone ? (
        <ButtonLink href="/login" variant="primary" size="large" wide className="mt-4">
          Sign in
        </ButtonLink>
      ) : (
        <AccountForm form={form} verb="Save new password">
          <PasswordInput
            label="New password"
            name="password"
            autoComplete="new-password"
            help={`${MIN_PASSWORD_LENGTH} characters or more. A short sentence is good.`}
            error={form.errorOf("password")}
          />
          {wrongLink ? (
            <Notice tone="bad" role="alert" action={<TextLink href="/forgot-password">Get a new link</TextLink>}>
              {wrongLink}
            </Notice>
          ) : null}
        </AccountForm>
      )}
    </div>
  );
}
