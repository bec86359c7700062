import type { Metadata } from "next";
import { AccountFrame } from "@/components/account/account-frame";
import { MailRequestForm } from "@/components/account/mail-request-form";
import { TextLink } from "@/components/ui/text-link";
import { pageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Forgot your password?" };

export default async function ForgotPasswordPage() {
  const { env } = await pageCtx();
  return (
    <AccountFrame
      title="Forgot your password?"
      lead="Tell us your e-mail address, and we send you a link to choose a new one."
      isMailSandboxed={env.sandboxed.mail}
      footer={
        <TextLink href="/login" className="self-start">
          Back to sign in
        </TextLink>
      }
    >
      <MailRequestForm kind="reset" />
    </AccountFrame>
  );
}
