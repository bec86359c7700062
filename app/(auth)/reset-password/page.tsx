import type { Metadata } from "next";
import { AccountFrame } from "@/components/account/account-frame";
import { ResetPasswordForm } from "@/components/account/reset-password-form";
import { ButtonLink } from "@/components/ui/button";

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The address holds a secret: no referrer may carry it away. */
export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

export default async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await searchParams;
  if (typeof token !== "string" || token === "") {
    return (
      <AccountFrame title="This link is incomplete" lead="Open the link in your mail again, or ask for a new one.">
        <ButtonLink href="/forgot-password" variant="primary" size="large" wide>
          Get a new link
        </ButtonLink>
      </AccountFrame>
    );
  }
  return (
    <AccountFrame title="Choose a new password" lead="Every device will be signed out.">
      <ResetPasswordForm token={token} />
    </AccountFrame>
  );
}
