import type { Metadata, Route } from "next";
import { adminHref } from "@/components/admin/address";
import { AdminPage } from "@/components/admin/admin-page";
import { findOr404 } from "@/components/admin/find-or-404";
import { Standing } from "@/components/admin/users/standing";
import { UserActions } from "@/components/admin/users/user-actions";
import { UserEntries } from "@/components/admin/users/user-entries";
import { UserRecord } from "@/components/admin/users/user-record";
import { Facts } from "@/components/ui/facts";
import { Figure } from "@/components/ui/figure";
import { TextLink } from "@/components/ui/text-link";
import { fullTime } from "@/lib/core/ist-time";
import { formatPaise } from "@/lib/core/money";
import { listEntriesOf } from "@/lib/domain/ledger/reads";
import type { UserDetail } from "@/lib/domain/users/contract";
import { readUser } from "@/lib/domain/users/read-user";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "User" };

export default async function UserPage({ params }: PageProps<"/admin/users/[id]">) {
  const ctx = await teamPageCtx("admin");
  const user = await findOr404(readUser(ctx, (await params).id));
  const entries = await listEntriesOf(ctx, user.id, {});
  return (
    <AdminPage title={user.name} note={`@${user.handle}`} actions={<UserActions user={user} />}>
      <Standing of={user} />
      <dl className="grid grid-cols-2 gap-3 fold:grid-cols-4 fold:gap-6">
        <Figure value={user.balance} name="credits now" />
        <Figure value={user.counts.pictures} name="pictures" />
        <Figure value={user.counts.posts} name="posts" />
        <Figure value={user.counts.orders} name="orders" />
      </dl>
      <Account user={user} />
      <UserRecord of={user} />
      <section className="flex flex-col gap-2">
        <h2 className="type-heading">Credits</h2>
        {entries.items.length > 0 ? (
          <UserEntries userId={user.id} first={entries} />
        ) : (
          <p className="text-ink-2">No credits have moved yet.</p>
        )}
      </section>
    </AdminPage>
  );
}

function Account({ user }: { user: UserDetail }) {
  const { counts } = user;
  return (
    <div className="grid items-start gap-x-8 fold:grid-cols-2">
      <Facts
        items={[
          { name: "E-mail", value: user.email },
          { name: "Joined", value: fullTime(user.createdAt) },
          { name: "Last seen", value: user.lastSeenAt ? fullTime(user.lastSeenAt) : "never" },
          {
            name: "Profile",
            value: (
              <TextLink variant="plain" href={`/u/${user.handle}` as Route}>
                @{user.handle}
              </TextLink>
            ),
          },
          { name: "Id", value: <code className="wrap-anywhere type-small">{user.id}</code> },
        ]}
      />
      <Facts
        className="max-fold:border-t-0"
        items={[
          { name: "Paid", value: formatPaise(counts.paidPaise) },
          { name: "Sent back", value: formatPaise(counts.returnedPaise) },
          { name: "Credits owed", value: user.owed },
          { name: "Open disputes", value: user.openDisputes },
          { name: "Grants that wait", value: counts.waitingGrants },
          {
            name: "Jobs",
            value: (
              <TextLink variant="plain" href={adminHref("/admin/jobs", { user: user.id })}>
                {`${counts.pictures} made, ${counts.failedPictures} failed`}
              </TextLink>
            ),
          },
          {
            name: "Orders",
            value: (
              <TextLink variant="plain" href={adminHref("/admin/payments", { q: user.id })}>
                {String(counts.orders)}
              </TextLink>
            ),
          },
        ]}
      />
    </div>
  );
}
