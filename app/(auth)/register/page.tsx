import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { AccountFrame } from "@/components/account/account-frame";
import { RegisterForm } from "@/components/account/register-form";
import { TextLink } from "@/components/ui/text-link";
import { formatCredits, unitsToCredits } from "@/lib/core/credits";
import { returnPath } from "@/lib/core/return-path";
import { readInvitation } from "@/lib/domain/referrals/reads";
import { readSettings } from "@/lib/domain/settings/reads";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export const metadata: Metadata = { title: "Create an account" };

export default async function RegisterPage({ searchParams }: { searchParams: SearchParams }) {
  const { next, ref } = await searchParams;
  const goTo = returnPath(next);
  const ctx = await pageCtx();
  if (isSignedIn(ctx)) redirect(goTo as Route);
  const code = typeof ref === "string" ? ref : undefined;
  const [{ welcomeUnits }, invitation] = await Promise.all([
    readSettings(ctx),
    code ? readInvitation(ctx, code) : undefined,
  ]);
  const credits = unitsToCredits(welcomeUnits) + (invitation?.credits ?? 0);
  const forward = goTo === "/studio" ? "" : `?next=${encodeURIComponent(goTo)}`;
  return (
    <AccountFrame
      title="Create an account"
      lead={
        credits > 0
          ? `${invitation ? `${invitation.name} invited you: ` : ""}${formatCredits(credits)} to start with, as soon as you confirm your e-mail address.`
          : undefined
      }
      isMailSandboxed={ctx.env.sandboxed.mail}
      footer={
        <p>
          Already have an account? <TextLink href={`/login${forward}` as Route}>Sign in</TextLink>
        </p>
      }
    >
      <RegisterForm goTo={goTo} {...(invitation ? { referralCode: code } : {})} />
    </AccountFrame>
  );
}
