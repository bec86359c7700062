"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useBalance } from "@/components/shell/live";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Emoji } from "@/components/ui/emoji";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCredits } from "@/lib/core/credits";
import { dayAndTime } from "@/lib/core/ist-time";
import { type EntryView, ledgerEndpoint, type Reason } from "@/lib/domain/ledger/contract";
import { CallError, call } from "@/lib/http/call";

type Props = { first: EntryView[]; nextCursor: string | null; reason?: Reason };

const EMOJI: Partial<Record<Reason, string>> = { generation: "✏", generation_refund: "🔁", welcome: "🎁" };

const signed = (credits: number) => `${credits > 0 ? "+" : "−"}${Math.abs(credits)}`;

/** Every movement, newest first: a table, and two-line rows on phones. */
export function History({ first, nextCursor, reason }: Props) {
  const { entries, hasMore, isBusy, problem, more } = useEntries({ first, nextCursor, reason });
  return (
    <div className="flex flex-col gap-4">
      <Rows entries={entries} />
      <Lines entries={entries} />
      {problem ? (
        <Notice tone="bad" role="alert">
          {problem}
        </Notice>
      ) : null}
      {hasMore ? (
        <Button busy={isBusy} onClick={more} className="self-center">
          Show more
        </Button>
      ) : null}
    </div>
  );
}

function useEntries({ first, nextCursor, reason }: Props) {
  const router = useRouter();
  const balance = useBalance();
  const known = useRef(balance);
  const [older, setOlder] = useState<EntryView[]>([]);
  const [cursor, setCursor] = useState(nextCursor);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  // A movement while the page is open: the server renders the first page anew, older ones stay.
  const refresh = useEffectEvent(() => {
    if (known.current !== balance) router.refresh();
    known.current = balance;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `balance` is the sign
  useEffect(() => refresh(), [balance]);

  const more = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const page = await call(ledgerEndpoint, { query: { cursor: cursor ?? undefined, reason } });
      setOlder((entries) => [...entries, ...page.items]);
      setCursor(page.nextCursor);
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : "Older movements could not be read.");
    } finally {
      setBusy(false);
    }
  };

  const ids = new Set(older.map(({ id }) => id));
  return {
    entries: [...first.filter(({ id }) => !ids.has(id)), ...older],
    hasMore: cursor !== null,
    isBusy,
    problem,
    more,
  };
}

/** What moved in strong, why in plain. */
function Description({ of: { description } }: { of: EntryView }) {
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
