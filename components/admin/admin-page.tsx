import type { ReactNode } from "react";
import { PageHeader } from "@/components/shell/page-header";

type Props = {
  title: string;
  /** Beside the title: "17 open, first due in 2 h". */
  note?: ReactNode;
  /** At the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
};

/** The frame of a page of the team. */
export function AdminPage({ title, note, actions, children }: Props) {
  return (
    <div className="flex w-full max-w-page flex-col gap-5 px-inset pt-4 pb-12 fold:pt-7">
      <PageHeader title={title} note={note}>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </PageHeader>
      {children}
    </div>
  );
}
