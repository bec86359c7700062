import type { Route } from "next";
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/text-link";
import { fullTime } from "@/lib/core/ist-time";
import type { ReportLine, UserDetail } from "@/lib/domain/users/contract";

type Props = { of: Pick<UserDetail, "decisions" | "reportsAbout" | "reportsBy"> };

/** What was decided about somebody, and reported about and by them. */
export function UserRecord({ of: { decisions, reportsAbout, reportsBy } }: Props) {
  return (
    <div className="grid gap-6 wide:grid-cols-3">
      <Column title="Decisions about them" isEmpty={decisions.length === 0}>
        {decisions.map((one) => (
          <Line key={one.id} at={one.createdAt} about={one.about ?? "The account"}>
            {one.action}: {one.rule}
            {one.reason ? `. ${one.reason}` : ""} {one.decidedBy ? `(@${one.decidedBy})` : "(by rule)"}
          </Line>
        ))}
      </Column>
      <Column title="Reports about them" isEmpty={reportsAbout.length === 0}>
        <Reports of={reportsAbout} />
      </Column>
      <Column title="Reports by them" isEmpty={reportsBy.length === 0}>
        <Reports of={reportsBy} />
      </Column>
    </div>
  );
}

function Reports({ of }: { of: ReportLine[] }) {
  return of.map((one) => (
    <Line
      key={one.id}
      at={one.createdAt}
      about={
        <TextLink variant="plain" href={`/studio/community/${one.postId}` as Route}>
          {one.title}
        </TextLink>
      }
    >
      {one.reason.replaceAll("_", " ")}, {one.state}
    </Line>
  ));
}

function Column({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h2 className="type-heading">{title}</h2>
      {isEmpty ? (
        <p className="border-t border-line py-2 text-ink-2">None.</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">{children}</ul>
      )}
    </section>
  );
}

function Line({ at, about, children }: { at: string; about: ReactNode; children: ReactNode }) {
  return (
    <li className="flex flex-col gap-0.5 py-2">
      <span className="font-strong wrap-anywhere">{about}</span>
      <span className="wrap-anywhere text-ink-2 type-small">{children}</span>
      <time dateTime={at} className="text-ink-2 type-small">
        {fullTime(at)}
      </time>
    </li>
  );
}
