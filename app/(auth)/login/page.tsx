import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { AccountFrame } from "@/components/account/account-frame";
import { LoginForm } from "@/components/account/login-form";
import { TextLink } from "@/components/ui/text-link";
import { returnPath } from "@/lib/core/return-path";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: { searchParams: SearchParams }) {
  const goTo = returnPath((await searchParams).next);
  if (isSignedIn(await pageCtx())) redirect(goTo as Route);
  const forward = goTo === "/studio" ? "" : `?next=${encodeURIComponent(goTo)}`;
  return (
    <AccountFrame
      title="Sign in"
      footer={
        <>
          <TextLink href="/forgot-password" className="self-start">
            Forgot your password?
          </TextLink>
          <p>
            New here? <TextLink href={`/register${forward}` as Route}>Create an account</TextLink>
          </p>
        </>
      }
    >
      <LoginForm goTo={goTo} />
    </AccountFrame>
  );
}
