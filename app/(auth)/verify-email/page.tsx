import type { Metadata } from "next";
import { AccountFrame } from "@/components/account/account-frame";
import { MailRequestForm } from "@/components/account/mail-request-form";
import { VerifyEmail } from "@/components/account/verify-email";
import { ButtonLink } from "@/components/ui/button";
import { readMe } from "@/lib/domain/identity/reads";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The address holds a secret: no referrer may carry it away. */
export const metadata: Metadata = { title: "Confirm your e-mail address", referrer: "no-referrer" };

export default async function VerifyEmailPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await searchParams;
  const ctx = await pageCtx();
  const me = isSignedIn(ctx) ? await readMe(ctx) : undefined;
  if (typeof token === "string" && token !== "") {
    const wasUnverified = me !== undefined && !me.emailVerified;
    return (
      <AccountFrame title="Confirm your e-mail address">
        <VerifyEmail token={token} wasUnverified={wasUnverified} isSignedIn={me !== undefined} email={me?.email} />
      </AccountFrame>
    );
  }
  if (me?.emailVerified) {
    return (
      <AccountFrame title="Your e-mail address is confirmed" lead={me.email}>
        <ButtonLink href="/studio" variant="primary" size="large" wide>
          Go to the studio
        </ButtonLink>
      </AccountFrame>
    );
  }
  return (
    <AccountFrame
      title="Confirm your e-mail address"
      lead="Open the link in the mail we sent you. It may take a minute; look among spam too."
      isMailSandboxed={ctx.env.sandboxed.mail}
    >
      <MailRequestForm kind="verify" email={me?.email} />
    </AccountFrame>
  );
}
