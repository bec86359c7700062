"use client";

import { classNames } from "@/components/ui/class-names";
import { ShowMore } from "@/components/ui/show-more";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { usePages } from "@/components/ui/use-pages";
import { fullTime } from "@/lib/core/ist-time";
import type { Page } from "@/lib/core/page";
import type { EntryView } from "@/lib/domain/ledger/contract";
import { userLedgerEndpoint } from "@/lib/domain/users/contract";
import { call } from "@/lib/http/call";

/** Somebody's movements, newest first. */
export function UserEntries({ userId, first }: { userId: string; first: Page<EntryView> }) {
  const { items, ...rest } = usePages(
    first,
    ({ id }) => id,
    (cursor) => call(userLedgerEndpoint, { params: { id: userId }, query: { cursor } }),
  );
  return (
    <div className="flex flex-col gap-4">
      <Table caption="Movements of credits">
        <thead>
          <tr>
            <Th>When</Th>
            <Th>What</Th>
            <Th isFigure>Credits</Th>
            <Th isFigure>Balance</Th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <Tr key={entry.id}>
              <Td className="whitespace-nowrap text-ink-2 type-small">
                <time dateTime={entry.createdAt}>{fullTime(entry.createdAt)}</time>
              </Td>
              <Td className="min-w-48">
                {entry.description}
                <span className="block wrap-anywhere text-ink-2 type-small">{entry.reference}</span>
              </Td>
              <Td isFigure className={classNames("font-strong", entry.credits > 0 && "text-good")}>
                {entry.credits > 0 ? `+${entry.credits}` : `−${-entry.credits}`}
              </Td>
              <Td isFigure className="text-ink-2">
                {entry.balanceAfter}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ShowMore {...rest} />
    </div>
  );
}
