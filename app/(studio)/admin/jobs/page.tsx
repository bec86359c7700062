import type { Metadata } from "next";
import { adminHref, textOf } from "@/components/admin/address";
import { AdminPage } from "@/components/admin/admin-page";
import { JobList } from "@/components/admin/jobs/job-list";
import { Button } from "@/components/ui/button";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/field";
import { JOB_FILTERS, type JobFilter } from "@/lib/domain/generation/admin-contract";
import { listAllJobs } from "@/lib/domain/generation/list-all-jobs";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Jobs" };

const NAMES: Record<JobFilter, string> = {
  stuck: "Stuck",
  waiting: "Waiting",
  running: "Running",
  failed: "Failed",
  succeeded: "Made",
};

export default async function JobsPage({ searchParams }: PageProps<"/admin/jobs">) {
  const ctx = await teamPageCtx("admin");
  const params = await searchParams;
  const show = JOB_FILTERS.find((one) => one === params.show);
  const named = {
    user: textOf(params, "user"),
    reason: textOf(params, "reason", 40),
    model: textOf(params, "model"),
  };
  const filters = { ...named, show };
  const first = await listAllJobs(ctx, filters);
  return (
    <AdminPage title="Jobs">
      <ChipRow label="State">
        <ChipLink isOn={!show} href={adminHref("/admin/jobs", named)}>
          All
        </ChipLink>
        {JOB_FILTERS.map((one) => (
          <ChipLink key={one} isOn={one === show} href={adminHref("/admin/jobs", { ...named, show: one })}>
            {NAMES[one]}
          </ChipLink>
        ))}
      </ChipRow>
      <search>
        <form className="grid grid-cols-2 items-end gap-3 fold:grid-cols-4">
          <Input label="Person (handle or id)" name="user" defaultValue={named.user} />
          <Input label="Model" name="model" placeholder="stability-ai/sdxl" defaultValue={named.model} />
          <Input label="Failed because" name="reason" placeholder="timed_out" defaultValue={named.reason} />
          {show ? <input type="hidden" name="show" value={show} /> : null}
          <Button type="submit">Search</Button>
        </form>
      </search>
      {first.items.length > 0 ? (
        <JobList key={JSON.stringify(filters)} first={first} filters={filters} />
      ) : (
        <EmptyState emoji="⏳" title={show === "stuck" ? "Nothing is stuck" : "No jobs here"} className="py-16">
          A job is stuck when it is open past its deadline, or for longer than ten minutes.
        </EmptyState>
      )}
    </AdminPage>
  );
}
