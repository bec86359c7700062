"use client";

import type { Route } from "next";
import { Badge } from "@/components/ui/badge";
import { ShowMore } from "@/components/ui/show-more";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { usePages } from "@/components/ui/use-pages";
import type { QueryInputOf } from "@/lib/core/endpoint";
import { fullTime } from "@/lib/core/ist-time";
import type { Page } from "@/lib/core/page";
import { adminJobsEndpoint, type JobRow } from "@/lib/domain/generation/admin-contract";
import { TIERS } from "@/lib/domain/generation/tiers";
import { call } from "@/lib/http/call";
import { PersonLink } from "../users/person-link";
import { STATES } from "./words";

type Props = { first: Page<JobRow>; filters: QueryInputOf<typeof adminJobsEndpoint> };

/** Jobs, newest first; each leads to its story. */
export function JobList({ first, filters }: Props) {
  const { items, ...rest } = usePages(
    first,
    ({ id }) => id,
    (cursor) => call(adminJobsEndpoint, { query: { ...filters, cursor } }),
  );
  return (
    <div className="flex flex-col gap-4">
      <Table caption="Jobs">
        <thead>
          <tr>
            <Th>Idea</Th>
            <Th>State</Th>
            <Th>Person</Th>
            <Th>Model</Th>
            <Th isFigure>Tries</Th>
            <Th isFigure>Credits</Th>
          </tr>
        </thead>
        <tbody>
          {items.map((job) => (
            <Tr key={job.id}>
              <Td className="min-w-44">
                <TextLink
                  variant="quiet"
                  href={`/admin/jobs/${job.id}` as Route}
                  className="line-clamp-2 font-strong wrap-anywhere fold:min-h-0"
                >
                  {job.prompt}
                </TextLink>
                <time dateTime={job.createdAt} className="block text-ink-2 type-small">
                  {fullTime(job.createdAt)}
                </time>
              </Td>
              <Td className="min-w-40">
                <JobBadges job={job} />
              </Td>
              <Td>
                <PersonLink of={job.user} />
              </Td>
              <Td className="text-ink-2">
                {TIERS[job.tier].shortName}
                <span className="block type-small">{job.model}</span>
              </Td>
              <Td isFigure>{job.attempts}</Td>
              <Td isFigure className="font-strong">
                {job.cost}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ShowMore {...rest} />
    </div>
  );
}

/** Where a job stands, and why it failed. */
export function JobBadges({ job }: { job: Pick<JobRow, "state" | "isStuck" | "failure"> }) {
  const { name, tone } = STATES[job.state];
  return (
    <span className="flex flex-wrap gap-1">
      <Badge tone={tone}>{name}</Badge>
      {job.isStuck ? <Badge tone="marigold">Stuck</Badge> : null}
      {job.failure ? <span className="text-ink-2 type-small">{job.failure.code.replaceAll("_", " ")}</span> : null}
    </span>
  );
}
