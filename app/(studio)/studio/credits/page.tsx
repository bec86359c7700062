import type { Metadata } from "next";
import { History } from "@/components/credits/history";
import { HistoryTabs } from "@/components/credits/history-tabs";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonAnchor, ButtonLink } from "@/components/ui/button";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { monthName } from "@/lib/core/ist-time";
import { ledgerEndpoint, REASON_KEYS } from "@/lib/domain/ledger/contract";
import { listEntries, readBalance } from "@/lib/domain/ledger/reads";
import { urlOf } from "@/lib/http/call";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Credit history" };

const FILTERS = [
  { reason: undefined, name: "All" },
  { reason: "generation", name: "Spent" },
  { reason: "generation_refund", name: "Refunds" },
  { reason: "purchase", name: "Bought" },
  { reason: "welcome", name: "Welcome" },
] as const;

export default async function CreditsPage({ searchParams }: PageProps<"/studio/credits">) {
  const ctx = await signedInPageCtx();
  const wanted = (await searchParams).reason;
  const reason = REASON_KEYS.find((key) => key === wanted);
  const [balance, page] = await Promise.all([readBalance(ctx), listEntries(ctx, { reason })]);
  const month = monthName(Date.now());
  return (
    <div className="flex w-full max-w-5xl flex-col gap-5 px-inset pt-2 pb-12 fold:pt-7">
      <PageHeader title="Credit history">
        <ButtonAnchor size="compact" href={urlOf(ledgerEndpoint, { query: { format: "csv" } })} download>
          Download CSV
        </ButtonAnchor>
      </PageHeader>
      <HistoryTabs current="movements" />
      <dl className="grid grid-cols-3 gap-3 fold:gap-6">
        <Figure value={balance.credits} name="credits now" />
        <Figure value={balance.monthlyUsed} name={`used in ${month}`} />
        <Figure value={balance.monthlyRefunded} name={`refunded in ${month}`} />
      </dl>
      <ChipRow label="Filter">
        {FILTERS.map(({ reason: key, name }) => (
          <ChipLink key={name} isOn={key === reason} href={key ? `/studio/credits?reason=${key}` : "/studio/credits"}>
            {name}
          </ChipLink>
        ))}
      </ChipRow>
      {page.items.length > 0 ? (
        <History key={reason ?? "all"} first={page.items} nextCursor={page.nextCursor} reason={reason} />
      ) : (
        <Empty isFiltered={reason !== undefined} />
      )}
    </div>
  );
}

function Empty({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState emoji="🧾" title="Nothing of this kind" className="py-16">
      No movement of your credits is of this kind yet.
    </EmptyState>
  ) : (
    <EmptyState
      emoji="🧾"
      title="No movements yet"
      className="py-16"
      action={<ButtonLink href="/studio">Go to the studio</ButtonLink>}
    >
      Every credit that comes or goes is written down here, also each one that comes back.
    </EmptyState>
  );
}
