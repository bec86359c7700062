import type { Metadata } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { type AuditFilters, AuditList } from "@/components/admin/audit/audit-list";
import { CheckChain } from "@/components/admin/audit/check-chain";
import { Button, ButtonAnchor } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/field";
import { auditEndpoint } from "@/lib/domain/audit/contract";
import { listAudit } from "@/lib/domain/audit/reads";
import { urlOf } from "@/lib/http/call";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Audit log" };

const NAMES = ["actor", "action", "subject", "from", "to"] as const;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** What the address asks for; a day that is none is left out. */
function filtersOf(params: Record<string, string | string[] | undefined>): AuditFilters {
  const given = NAMES.flatMap((name) => {
    const value = String(params[name] ?? "")
      .trim()
      .replace(/^@/, "")
      .slice(0, 40 * 2);
    const isDay = name === "from" || name === "to";
    const isRight = isDay ? DAY.test(value) && !Number.isNaN(Date.parse(value)) : value !== "" && !value.includes("\0");
    return isRight ? [[name, value]] : [];
  });
  return Object.fromEntries(given);
}

export default async function AuditPage({ searchParams }: PageProps<"/admin/audit">) {
  const ctx = await teamPageCtx("admin");
  const filters = filtersOf(await searchParams);
  const first = await listAudit(ctx, { ...filters, limit: 50 });
  return (
    <AdminPage
      title="Audit log"
      note="What the team did; nobody can alter it"
      actions={
        <ButtonAnchor size="compact" href={urlOf(auditEndpoint, { query: { ...filters, format: "csv" } })} download>
          Download CSV
        </ButtonAnchor>
      }
    >
      <CheckChain />
      <form className="grid grid-cols-2 items-end gap-3 fold:grid-cols-3 wide:grid-cols-6">
        <Input label="Who (handle)" name="actor" defaultValue={filters.actor} />
        <Input label="What" name="action" placeholder="moderation" defaultValue={filters.action} />
        <Input label="To what (id)" name="subject" defaultValue={filters.subject} />
        <Input label="From" name="from" type="date" defaultValue={filters.from} />
        <Input label="To" name="to" type="date" defaultValue={filters.to} />
        <Button type="submit">Search</Button>
      </form>
      {first.items.length > 0 ? (
        <AuditList key={JSON.stringify(filters)} first={first} filters={filters} />
      ) : (
        <EmptyState emoji="📋" title="Nothing here" className="py-16">
          {Object.keys(filters).length > 0 ? "Nothing fits this search." : "What the team does is written down here."}
        </EmptyState>
      )}
    </AdminPage>
  );
}
