import type { Metadata } from "next";
import { fromRecipe, fromRemix } from "@/components/studio/draft";
import { isActive } from "@/components/studio/estimate";
import { Studio } from "@/components/studio/studio";
import { listCategories, listTemplates } from "@/lib/domain/catalog/reads";
import { readRemix } from "@/lib/domain/community/read-remix";
import { readCreation } from "@/lib/domain/creations/reads";
import type { JobView } from "@/lib/domain/generation/contract";
import { listJobs } from "@/lib/domain/generation/reads";
import { listPackages } from "@/lib/domain/payments/reads";
import { readPrices } from "@/lib/domain/settings/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Create" };

const JOBS_SHOWN = 30;
/** Whoever comes back so soon after a picture ended wants to see how. */
const STILL_NEW_MS = 10 * 60_000;

/** The request to show: the one in the address, one that runs, or one that has just ended. */
function shownAtFirst(jobs: JobView[], wanted: string | undefined, nowMs: number): string | undefined {
  const named = jobs.find(({ jobId }) => jobId === wanted);
  const running = jobs.find(isActive);
  const recent = jobs.find(({ finishedAt }) => finishedAt && nowMs - Date.parse(finishedAt) < STILL_NEW_MS);
  return (named ?? running ?? recent)?.jobId;
}

const textOf = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

export default async function StudioPage({ searchParams }: PageProps<"/studio">) {
  const ctx = await signedInPageCtx();
  const query = await searchParams;
  const from = textOf(query.from);
  const remix = textOf(query.remix);
  const [prices, packages, categories, templates, jobs, start] = await Promise.all([
    readPrices(ctx),
    listPackages(ctx),
    listCategories(ctx),
    listTemplates(ctx),
    listJobs(ctx, { limit: JOBS_SHOWN }),
    remix
      ? readRemix(ctx, remix).then(fromRemix, () => undefined)
      : from
        ? readCreation(ctx, from).then(fromRecipe, () => undefined)
        : undefined,
  ]);
  const nowMs = Date.now();
  return (
    <Studio
      user={{ id: ctx.actor.userId, isVerified: ctx.actor.isVerified }}
      prices={prices}
      packages={packages}
      categories={categories}
      templates={templates}
      jobs={jobs.items}
      shownJobId={start ? undefined : shownAtFirst(jobs.items, textOf(query.job), nowMs)}
      start={start}
      notice={remix && !start ? "This picture can't be remixed any more." : undefined}
      nowMs={nowMs}
    />
  );
}
