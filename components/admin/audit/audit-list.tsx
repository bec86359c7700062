"use client";

import { Disclosure } from "@/components/ui/disclosure";
import { ShowMore } from "@/components/ui/show-more";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { usePages } from "@/components/ui/use-pages";
import { fullTime } from "@/lib/core/ist-time";
import type { Page } from "@/lib/core/page";
import { type AuditEntryView, auditEndpoint } from "@/lib/domain/audit/contract";
import { call } from "@/lib/http/call";

export type AuditFilters = { actor?: string; action?: string; subject?: string; from?: string; to?: string };

/** The log, newest first. */
export function AuditList({ first, filters }: { first: Page<AuditEntryView>; filters: AuditFilters }) {
  const { items, ...rest } = usePages(
    first,
    ({ seq }) => seq,
    (cursor) => call(auditEndpoint, { query: { ...filters, cursor, limit: 50 } }),
  );
  return (
    <div className="flex flex-col gap-4">
      <Table caption="Audit log">
        <thead>
          <tr>
            <Th isFigure>No.</Th>
            <Th>When</Th>
            <Th>Who</Th>
            <Th>What</Th>
            <Th>To what</Th>
            <Th className="w-2/5">Why, and what changed</Th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <Entry key={entry.seq} entry={entry} />
          ))}
        </tbody>
      </Table>
      <ShowMore {...rest} />
    </div>
  );
}

function Entry({ entry }: { entry: AuditEntryView }) {
  return (
    <Tr>
      <Td isFigure className="text-ink-2">
        {entry.seq}
      </Td>
      <Td className="whitespace-nowrap type-small">
        <time dateTime={entry.createdAt}>{fullTime(entry.createdAt)}</time>
      </Td>
      <Td className="whitespace-nowrap">{entry.actor ? `@${entry.actor}` : "command line"}</Td>
      <Td className="font-strong whitespace-nowrap">{entry.action}</Td>
      <Td className="max-w-48 truncate text-ink-2 type-small" title={entry.subject}>
        {entry.subject}
      </Td>
      <Td>
        {entry.reason ? <p className="wrap-anywhere">{entry.reason}</p> : null}
        <Disclosure title="Details">
          <pre className="max-w-xl overflow-x-auto rounded-control bg-sunken p-3 whitespace-pre-wrap wrap-anywhere type-small">
            {JSON.stringify({ ...entry.details, request: entry.requestId, hash: entry.hash }, null, 2)}
          </pre>
        </Disclosure>
      </Td>
    </Tr>
  );
}
