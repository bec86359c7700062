import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { TextAnchor } from "@/components/ui/text-link";

type Props = {
  title: string;
  /** One sentence below the title. */
  lead?: ReactNode;
  children: ReactNode;
  /** Where else to go: below the form. */
  footer?: ReactNode;
  /** Mail does not leave this machine. */
  isMailSandboxed?: boolean;
};

/** One column with one task. */
export function AccountFrame({ title, lead, children, footer, isMailSandboxed }: Props) {
  return (
    <div className="mx-auto flex w-full max-w-form flex-col gap-6">
      <header className="flex flex-col gap-2">
        <h1 className="type-title">{title}</h1>
        {lead ? <p className="text-ink-2">{lead}</p> : null}
      </header>
      {isMailSandboxed ? (
        <Notice tone="wash" action={<TextAnchor href="/sandbox/mail">Open the outbox</TextAnchor>}>
          This installation sends no real mail. Every mail is kept in its outbox.
        </Notice>
      ) : null}
      {children}
      {footer ? <footer className="flex flex-col gap-1 text-ink-2">{footer}</footer> : null}
    </div>
  );
}
