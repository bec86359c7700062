"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input, Select, Textarea } from "@/components/ui/field";
import { notify } from "@/components/ui/toaster";
import { COMMENTS_FROM, MAX_BIO_LENGTH } from "@/lib/domain/identity/contract";
import { type ProfileView, updateProfileEndpoint } from "@/lib/domain/profiles/contract";
import { call } from "@/lib/http/call";
import { AccountForm } from "./account-form";
import { useSubmit } from "./use-submit";

const WHO: Record<(typeof COMMENTS_FROM)[number], string> = {
  everyone: "Everybody",
  followers: "People who follow you",
  nobody: "Nobody but you",
};

/** What others read about one, and who may see and say what. */
export function ProfileForm({ profile, email }: { profile: ProfileView; email: string }) {
  const router = useRouter();
  const [bio, setBio] = useState(profile.bio);
  const form = useSubmit(async (typed) => {
    await call(updateProfileEndpoint, {
      params: { handle: profile.handle },
      body: {
        name: typed("name"),
        handle: typed("handle"),
        bio,
        commentsFrom: COMMENTS_FROM.find((who) => who === typed("commentsFrom")),
        isPrivate: typed("isPrivate") === "on",
      },
    });
    notify({ message: "Your profile is saved." });
    // The shell shows name and handle.
    router.refresh();
  });
  return (
    <AccountForm form={form} verb="Save profile" isPrimary={false}>
      <Input
        label="Name"
        name="name"
        autoComplete="name"
        required
        defaultValue={profile.name}
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
        defaultValue={profile.handle}
        help="3 to 30 letters, digits or underscores. Links with your old handle keep working."
        error={form.errorOf("handle")}
      />
      <Textarea
        label="About you"
        name="bio"
        dir="auto"
        value={bio}
        onChange={(event) => setBio(event.target.value)}
        limit={MAX_BIO_LENGTH}
        error={form.errorOf("bio")}
      />
      <Select
        label="Who may comment on your posts"
        name="commentsFrom"
        defaultValue={profile.commentsFrom}
        error={form.errorOf("commentsFrom")}
      >
        {COMMENTS_FROM.map((who) => (
          <option key={who} value={who}>
            {WHO[who]}
          </option>
        ))}
      </Select>
      <Checkbox
        name="isPrivate"
        defaultChecked={profile.isPrivate}
        error={form.errorOf("isPrivate")}
        label={
          <>
            Private profile
            <span className="block text-ink-2 type-small">
              Only people who follow you already see it and your posts. Nobody new can follow, and your posts leave the
              community’s lists.
            </span>
          </>
        }
      />
      <p className="text-ink-2">
        Your e-mail address, <span className="font-medium text-ink">{email}</span>, is shown to nobody else.
      </p>
    </AccountForm>
  );
}
