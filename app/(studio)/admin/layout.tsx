import type { ReactNode } from "react";
import { AdminTabs } from "@/components/admin/admin-tabs";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

/** What the team's pages share. It lets nobody in: each page asks `teamPageCtx`. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const ctx = await pageCtx();
  return (
    <>
      {isSignedIn(ctx) ? <AdminTabs role={ctx.actor.role} /> : null}
      {children}
    </>
  );
}
