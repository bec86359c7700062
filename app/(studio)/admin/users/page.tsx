import type { Metadata } from "next";
import { adminHref, textOf } from "@/components/admin/address";
import { AdminPage } from "@/components/admin/admin-page";
import { SearchForm } from "@/components/admin/search-form";
import { UserList } from "@/components/admin/users/user-list";
import { UserTabs } from "@/components/admin/users/user-tabs";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { listUsers } from "@/lib/domain/users/list-users";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Users" };

const FILTERS = [
  { name: "Everybody", filter: {} },
  { name: "Admins", filter: { role: "admin" } },
  { name: "Moderators", filter: { role: "moderator" } },
  { name: "Suspended", filter: { status: "suspended" } },
] as const;

export default async function UsersPage({ searchParams }: PageProps<"/admin/users">) {
  const ctx = await teamPageCtx("admin");
  const params = await searchParams;
  const q = textOf(params, "q", 254);
  const { filter: wanted } = FILTERS.find(({ filter }) =>
    "role" in filter ? filter.role === params.role : "status" in filter && filter.status === params.status,
  ) ?? { filter: {} };
  const filters = { ...wanted, ...(q ? { q } : {}) };
  const first = await listUsers(ctx, { ...filters, limit: 50 });
  return (
    <AdminPage title="Users">
      <UserTabs current="people" />
      <SearchForm
        label="Search people"
        placeholder="Handle, name, whole e-mail address or id"
        value={q}
        keep={wanted}
      />
      <ChipRow label="Filter">
        {FILTERS.map(({ name, filter }) => (
          <ChipLink
            key={name}
            href={adminHref("/admin/users", { ...filter, q })}
            isOn={JSON.stringify(filter) === JSON.stringify(wanted)}
          >
            {name}
          </ChipLink>
        ))}
      </ChipRow>
      {first.items.length > 0 ? (
        <UserList key={JSON.stringify(filters)} first={first} filters={filters} />
      ) : (
        <EmptyState emoji="👥" title="Nobody fits" className="py-16">
          A search takes how a handle or a name begins, a whole e-mail address, or an id.
        </EmptyState>
      )}
    </AdminPage>
  );
}
