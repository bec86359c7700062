"use client";

import { useRouter } from "next/navigation";
import { Input } from "@/components/ui/field";
import { notify } from "@/components/ui/toaster";
import { updateMeEndpoint } from "@/lib/domain/identity/contract";
import { call } from "@/lib/http/call";
import { AccountForm } from "./account-form";
import { useSubmit } from "./use-submit";

export function ProfileForm({ name, handle, email }: { name: string; handle: string; email: string }) {
  const router = useRouter();
  const form = useSubmit(async (typed) => {
    await call(updateMeEndpoint, { body: { name: typed("name"), handle: typed("handle") } });
    notify({ message: "Your profile is saved." });
    // The shell shows both.
    router.refresh();
  });
  return (
    <AccountForm form={form} verb="Save profile" isPrimary={false}>
      <Input
        label="Name"
        name="name"
        autoComplete="name"
        required
        defaultValue={name}
        help="Any script."
        error={form.errorOf("name")}
      />
      <Input
        label="Handle"
        name="handle"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={handle}
        help="3 to 30 letters, digits or underscores."
        error={form.errorOf("handle")}
      />
      <p className="text-ink-2">
        Your e-mail address, <span className="font-medium text-ink">{email}</span>, is shown to nobody else.
      </p>
    </AccountForm>
  );
}
