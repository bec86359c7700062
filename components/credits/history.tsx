"use client";

import type { Route } from "next";
import { classNames } from "@/components/ui/class-names";
import { Emoji } from "@/components/ui/emoji";
import { ShowMore } from "@/components/ui/show-more";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { formatCredits } from "@/lib/core/credits";
import { dayAndTime } from "@/lib/core/ist-time";
import { type EntryView, ledgerEndpoint, type Reason } from "@/lib/domain/ledger/contract";
import { call } from "@/lib/http/call";
import { useOlder } from "./use-older";

type Props = { first: EntryView[]; nextCursor: string | null; reason?: Reason };

const EMOJI: Partial<Record<Reason, string>> = { generation: "✏", generation_refund: "🔁", welcome: "🎁" };

const signed = (credits: number) => `${credits > 0 ? "+" : "−"}${Math.abs(credits)}`;

/** Every movement, newest first: a table, and two-line rows on phones. */
export function History({ first, nextCursor, reason }: Props) {
  const { items, ...rest } = useOlder(
    { items: first, nextCursor },
    ({ id }) => id,
    (cursor) => call(ledgerEndpoint, { query: { cursor, reason } }),
  );
  return (
    <div className="flex flex-col gap-4">
      <Rows entries={items} />
      <Lines entries={items} />
      <ShowMore {...rest} />
    </div>
  );
}

/** What moved in strong, why in plain; a purchase leads to its order. */
function Description({ of: { description, reason, reference } }: { of: EntryView }) {
  if (reason === "purchase" || reason === "purchase_refund")
    return <TextLink href={`/studio/credits/orders/${reference}` as Route}>{description}</TextLink>;
  const [what = "", ...why] = description.split(/(?<=\.) /);
  return (
    <span className="block">
      <span className="font-strong">{why.length > 0 ? what.replace(/\.$/, "") : what}</span>
      {why.length > 0 ? <span className="text-ink-2"> {why.join(" ")}</span> : null}
    </span>
  );
}

function Rows({ entries }: { entries: EntryView[] }) {
  return (
    <Table caption="Movements of your credits" className="hidden fold:block">
      <thead>
        <tr>
          <Th className="w-36">When</Th>
          <Th>What</Th>
          <Th isFigure className="w-24">
            Credits
          </Th>
          <Th isFigure className="w-24">
            Balance
          </Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Tr key={entry.id} tone={entry.reason === "generation_refund" ? "good" : undefined}>
            <Td className="whitespace-nowrap text-ink-2 type-small">
              <time dateTime={entry.createdAt}>{dayAndTime(entry.createdAt)}</time>
            </Td>
            <Td>
              <span className="flex items-center gap-3">
                <Emoji of={EMOJI[entry.reason] ?? "🪙"} />
                <Description of={entry} />
              </span>
            </Td>
            <Td isFigure className={classNames("font-strong", entry.credits > 0 && "text-good")}>
              {signed(entry.credits)}
            </Td>
            <Td isFigure className="text-ink-2">
              {entry.balanceAfter}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Lines({ entries }: { entries: EntryView[] }) {
  return (
    <ul aria-label="Movements of your credits" className="-mx-4 border-t border-line fold:hidden">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className={classNames(
            "flex items-center gap-3 border-b border-line px-inset py-2.5",
            entry.reason === "generation_refund" && "bg-good-wash",
          )}
        >
          <Emoji of={EMOJI[entry.reason] ?? "🪙"} />
          <span className="min-w-0 flex-1">
            <Description of={entry} />
            <time dateTime={entry.createdAt} className="block text-ink-2 type-small">
              {dayAndTime(entry.createdAt)}
            </time>
          </span>
          <span className="text-right">
            <span className={classNames("block font-strong", entry.credits > 0 && "text-good")}>
              {signed(entry.credits)}
            </span>
            <span className="block text-ink-2 type-small">
              <span className="sr-only">leaves {formatCredits(entry.balanceAfter)}</span>
              <span aria-hidden="true">{entry.balanceAfter}</span>
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
