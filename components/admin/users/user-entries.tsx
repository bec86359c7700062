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
            <Th className="hidden fold:table-cell">When</Th>
            <Th>What</Th>
            <Th isFigure>Credits</Th>
            <Th isFigure>Balance</Th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <Tr key={entry.id}>
              <Td className="hidden whitespace-nowrap text-ink-2 type-small fold:table-cell">
                <time dateTime={entry.createdAt}>{fullTime(entry.createdAt)}</time>
              </Td>
              <Td>
                {entry.description}
                <time dateTime={entry.createdAt} className="block text-ink-2 type-small fold:hidden">
                  {fullTime(entry.createdAt)}
                </time>
                <span className="hidden wrap-anywhere text-ink-2 type-small fold:block">{entry.reference}</span>
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
