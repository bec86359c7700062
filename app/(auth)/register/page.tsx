import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { AccountFrame } from "@/components/account/account-frame";
import { RegisterForm } from "@/components/account/register-form";
import { TextLink } from "@/components/ui/text-link";
import { formatCredits, unitsToCredits } from "@/lib/core/credits";
import { returnPath } from "@/lib/core/return-path";
import { readSettings } from "@/lib/domain/settings/reads";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export const metadata: Metadata = { title: "Create an account" };

export default async function RegisterPage({ searchParams }: { searchParams: SearchParams }) {
  const goTo = returnPath((await searchParams).next);
  const ctx = await pageCtx();
  if (isSignedIn(ctx)) redirect(goTo as Route);
  const { welcomeUnits } = await readSettings(ctx);
  const forward = goTo === "/studio" ? "" : `?next=${encodeURIComponent(goTo)}`;
  return (
    <AccountFrame
      title="Create an account"
      lead={
        welcomeUnits > 0
          ? `${formatCredits(unitsToCredits(welcomeUnits))} to start with, as soon as you confirm your e-mail address.`
          : undefined
      }
      isMailSandboxed={ctx.env.sandboxed.mail}
      footer={
        <p>
          Already have an account? <TextLink href={`/login${forward}` as Route}>Sign in</TextLink>
        </p>
      }
    >
      <RegisterForm goTo={goTo} />
    </AccountFrame>
  );
}
