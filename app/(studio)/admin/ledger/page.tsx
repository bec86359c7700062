import type { Metadata } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { CheckList } from "@/components/admin/ledger/check-list";
import { CheckNow } from "@/components/admin/ledger/check-now";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { fullTime } from "@/lib/core/ist-time";
import type { CheckView } from "@/lib/domain/ledger-checks/contract";
import { listChecks } from "@/lib/domain/ledger-checks/reads";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Ledger" };

export default async function LedgerPage() {
  const ctx = await teamPageCtx("admin");
  const first = await listChecks(ctx, {});
  const [latest] = first.items;
  const isRunning = latest !== undefined && !latest.finishedAt;
  const last = first.items.find(({ finishedAt }) => finishedAt);
  return (
    <AdminPage
      title="Ledger"
      note="Every credit that ever moved, proved every night"
      actions={<CheckNow isRunning={isRunning} />}
    >
      {last ? <Standing of={last} /> : null}
      {first.items.length > 0 ? (
        <CheckList first={first} />
      ) : (
        <EmptyState emoji="📜" title="Not checked yet" className="py-16">
          A check walks through all entries of all accounts and proves that balances, jobs, orders and rewards agree.
        </EmptyState>
      )}
    </AdminPage>
  );
}

function Standing({ of: { state, finishedAt, accounts = 0, entries = 0 } }: { of: CheckView }) {
  const at = finishedAt ? fullTime(finishedAt) : "";
  if (state === "breach")
    return (
      <Notice tone="bad" role="alert">
        The books did not hold on {at}. Nothing was changed: look at the account that is named below.
      </Notice>
    );
  if (state === "failed")
    return <Notice tone="bad">The check of {at} could not be finished. Start another one.</Notice>;
  const [people, rows] = [accounts.toLocaleString("en-IN"), entries.toLocaleString("en-IN")];
  return (
    <Notice tone="good" role="status">
      The books held on {at}: {people} accounts, {rows} entries.
    </Notice>
  );
}
