"use client";

import type { Route } from "next";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { ShowMore } from "@/components/ui/show-more";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { usePages } from "@/components/ui/use-pages";
import { fullTime } from "@/lib/core/ist-time";
import type { Page } from "@/lib/core/page";
import { type CheckView, ledgerChecksEndpoint } from "@/lib/domain/ledger-checks/contract";
import { call } from "@/lib/http/call";

const STATES: Record<CheckView["state"], { name: string; tone: BadgeTone }> = {
  waiting: { name: "Waiting", tone: "marigold" },
  running: { name: "Running", tone: "marigold" },
  holds: { name: "Holds", tone: "good" },
  breach: { name: "Breach", tone: "bad" },
  failed: { name: "Not finished", tone: "bad" },
};

const counted = (count?: number) => count?.toLocaleString("en-IN") ?? "";

/** Checks of the books, newest first. */
export function CheckList({ first }: { first: Page<CheckView> }) {
  const { items, ...rest } = usePages(
    first,
    ({ id }) => id,
    (cursor) => call(ledgerChecksEndpoint, { query: { cursor } }),
  );
  return (
    <div className="flex flex-col gap-4">
      <Table caption="Checks of the books">
        <thead>
          <tr>
            <Th>When</Th>
            <Th>Outcome</Th>
            <Th isFigure className="hidden fold:table-cell">
              Accounts
            </Th>
            <Th isFigure>Entries</Th>
            <Th className="hidden fold:table-cell">Asked by</Th>
          </tr>
        </thead>
        <tbody>
          {items.map((check) => (
            <Tr key={check.id}>
              <Td className="fold:whitespace-nowrap">
                <time dateTime={check.createdAt}>{fullTime(check.createdAt)}</time>
              </Td>
              <Td>
                <Badge tone={STATES[check.state].tone}>{STATES[check.state].name}</Badge>
                {check.breach ? <Breach of={check.breach} /> : null}
                {check.failure ? (
                  <span className="mt-1 block wrap-anywhere text-ink-2 type-small">{check.failure}</span>
                ) : null}
              </Td>
              <Td isFigure className="hidden fold:table-cell">
                {counted(check.accounts)}
              </Td>
              <Td isFigure>{counted(check.entries)}</Td>
              <Td className="hidden text-ink-2 fold:table-cell">
                {check.requestedBy ? `@${check.requestedBy}` : "every night"}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ShowMore {...rest} />
    </div>
  );
}

function Breach({ of: { accountId, rule, detail } }: { of: NonNullable<CheckView["breach"]> }) {
  return (
    <span className="mt-1 block wrap-anywhere type-small">
      Does not hold: {rule}. {detail}.{" "}
      <TextLink variant="plain" href={`/admin/users/${accountId}` as Route}>
        The account
      </TextLink>
    </span>
  );
}
