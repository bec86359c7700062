"use client";

import { useState } from "react";
import { Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { forgotPasswordEndpoint, resendVerificationEndpoint } from "@/lib/domain/identity/contract";
import { call } from "@/lib/http/call";
import { AccountForm } from "./account-form";
import { useSubmit } from "./use-submit";

const KINDS = {
  verify: {
    endpoint: resendVerificationEndpoint,
    verb: "Send a new link",
    done: "If this address has an account that is not confirmed yet, a new link is on its way to it.",
  },
  reset: {
    endpoint: forgotPasswordEndpoint,
    verb: "Send me a link",
    done: "If this address has an account, a link to choose a new password is on its way to it.",
  },
} as const;

/** Asks for a link by mail. Says the same whether the address is known or not. */
export function MailRequestForm({ kind, email }: { kind: keyof typeof KINDS; email?: string | undefined }) {
  const { endpoint, verb, done } = KINDS[kind];
  const [isDone, setDone] = useState(false);
  const form = useSubmit(async (typed) => {
    setDone(false);
    await call(endpoint, { body: { email: typed("email") } });
    setDone(true);
  });
  return (
    <div className="flex flex-col gap-4">
      <AccountForm form={form} verb={verb}>
        <Input
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          required
          defaultValue={email}
          error={form.errorOf("email")}
        />
      </AccountForm>
      {/* Stands empty before, so that screen readers hear what is put in. */}
      <div role="status">{isDone ? <Notice tone="good">{done}</Notice> : null}</div>
    </div>
  );
}
