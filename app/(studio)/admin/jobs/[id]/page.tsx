import type { Metadata, Route } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { findOr404 } from "@/components/admin/find-or-404";
import { JobActions } from "@/components/admin/jobs/job-actions";
import { JobBadges } from "@/components/admin/jobs/job-list";
import { EVENTS } from "@/components/admin/jobs/words";
import { Timeline } from "@/components/admin/timeline";
import { PersonLink } from "@/components/admin/users/person-link";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { fullTime } from "@/lib/core/ist-time";
import { formatPaise } from "@/lib/core/money";
import type { JobDetail } from "@/lib/domain/generation/admin-contract";
import { readAnyJob } from "@/lib/domain/generation/read-any-job";
import { TIERS } from "@/lib/domain/generation/tiers";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Job" };

export default async function JobPage({ params }: PageProps<"/admin/jobs/[id]">) {
  const ctx = await teamPageCtx("admin");
  const job = await findOr404(readAnyJob(ctx, (await params).id));
  const isOpen = !job.finishedAt;
  return (
    <AdminPage title="Job" note={TIERS[job.tier].name} actions={isOpen ? <JobActions job={job} /> : null}>
      <JobBadges job={job} />
      <Outcome job={job} />
      <div className="grid gap-6 wide:grid-cols-2">
        <section className="flex flex-col gap-3">
          <h2 className="type-heading">What happened</h2>
          <Timeline items={job.timeline.map(({ event, at }) => ({ at, what: EVENTS[event] }))} />
          <h2 className="pt-2 type-heading">Idea</h2>
          <p className="wrap-anywhere whitespace-pre-wrap">{job.prompt}</p>
          {job.finalPrompt !== job.prompt ? (
            <p className="wrap-anywhere whitespace-pre-wrap text-ink-2 type-small">Sent as: {job.finalPrompt}</p>
          ) : null}
          {job.negativePrompt ? (
            <p className="wrap-anywhere whitespace-pre-wrap text-ink-2 type-small">Without: {job.negativePrompt}</p>
          ) : null}
        </section>
        <section className="flex flex-col gap-3">
          <PersonLink of={job.user} />
          <JobFacts job={job} />
          <h2 className="pt-2 type-heading">Credits</h2>
          <Timeline
            items={job.entries.map((entry) => ({
              at: entry.createdAt,
              what: `${entry.credits > 0 ? "+" : "−"}${Math.abs(entry.credits)} · ${entry.description}`,
            }))}
          />
        </section>
      </div>
    </AdminPage>
  );
}

/** What an admin can still do about it, or why it is as it is. */
function Outcome({ job }: { job: JobDetail }) {
  if (job.failure) return <Notice tone="bad">{job.failure.message} The credits went back.</Notice>;
  if (job.isBeingDelivered) return <Notice>A worker is bringing the picture home right now.</Notice>;
  if (job.state !== "succeeded") return null;
  return (
    <Notice
      action={
        <TextLink href={`/admin/users/${job.user.id}` as Route} variant="line">
          Adjust credits
        </TextLink>
      }
    >
      This job succeeded. To make up for a bad picture, adjust the person’s credits.
    </Notice>
  );
}

function JobFacts({ job }: { job: JobDetail }) {
  const later = [
    { name: "Not sent before", at: job.notBefore },
    { name: "Looked at next", at: job.nextCheckAt },
    { name: "Ends with a refund after", at: job.deadlineAt },
  ].flatMap(({ name, at }) => (at ? [{ name, value: fullTime(at) }] : []));
  return (
    <Facts
      items={[
        { name: "Size", value: `${job.width} × ${job.height}` },
        { name: "Seed", value: job.seed },
        { name: "Model", value: job.model },
        { name: "Prediction", value: <code className="wrap-anywhere type-small">{job.predictionId ?? "none"}</code> },
        { name: "Times sent", value: job.attempts },
        { name: "Price", value: `${job.cost} cr` },
        { name: "Costs us", value: formatPaise(job.providerCostPaise) },
        ...later,
        { name: "Id", value: <code className="wrap-anywhere type-small">{job.id}</code> },
      ]}
    />
  );
}
