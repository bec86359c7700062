import type { Metadata, Route } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { Chart } from "@/components/admin/analytics/chart";
import { Cohorts, Days, Figures, MONEY_COLUMNS, PICTURE_COLUMNS, Rows } from "@/components/admin/analytics/figures";
import { Button, ButtonAnchor } from "@/components/ui/button";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/field";
import { AppError } from "@/lib/core/errors";
import { type AnalyticsView, analyticsEndpoint } from "@/lib/domain/analytics/contract";
import { readAnalytics } from "@/lib/domain/analytics/reads";
import { TIERS } from "@/lib/domain/generation/tiers";
import { urlOf } from "@/lib/http/call";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Overview" };

const RANGES = [
  { days: 7, name: "7 days" },
  { days: 30, name: "30 days" },
  { days: 90, name: "90 days" },
  { days: 365, name: "A year" },
] as const;
const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

const REASONS: Record<string, string> = {
  purchase: "Bought",
  generation: "Spent on pictures",
  generation_refund: "Given back for failures",
  purchase_refund: "Taken back with refunds",
  welcome: "Welcome",
  reuse_reward: "Remix rewards",
  referral: "Invitations",
  milestone: "Milestones",
  adjustment: "Adjusted by hand",
};

const rupees = (paise: number) => paise / 100;
const startOf = (to: string, days: number) =>
  new Date(Date.parse(`${to}T00:00:00Z`) - (days - 1) * DAY_MS).toISOString().slice(0, 10);

/** What the address asks for; what is no day, or no range, is left to the default. */
async function readAsked(
  ctx: Parameters<typeof readAnalytics>[0],
  params: Record<string, string | string[] | undefined>,
): Promise<AnalyticsView> {
  const [from, to] = [params.from, params.to].map((value) =>
    typeof value === "string" && DAY.test(value) ? value : undefined,
  );
  const range = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const isDay = (day: string) =>
    new Date(`${day}T00:00:00Z`).toString() !== "Invalid Date" &&
    new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (!Object.values(range).every(isDay)) return readAnalytics(ctx, {});
  return readAnalytics(ctx, range).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "validation_failed") return readAnalytics(ctx, {});
    throw error;
  });
}

export default async function OverviewPage({ searchParams }: PageProps<"/admin">) {
  const ctx = await teamPageCtx("admin");
  const view = await readAsked(ctx, await searchParams);
  const { from, to, days, figures } = view;
  const names = days.map(({ day }) => day.slice(5));
  const isEmpty = figures.pictures.value + figures.signUps.value + figures.orders.value === 0;
  return (
    <AdminPage
      title="Overview"
      note={`${from} to ${to}`}
      actions={
        <ButtonAnchor size="compact" href={urlOf(analyticsEndpoint, { query: { from, to, format: "csv" } })} download>
          Download CSV
        </ButtonAnchor>
      }
    >
      <Ranges view={view} />
      <Figures figures={figures} />
      {isEmpty ? (
        <EmptyState emoji="📈" title="Nothing happened in these days" className="py-10">
          Pictures, sign-ups and purchases are counted here as they happen, by Indian calendar days.
        </EmptyState>
      ) : (
        <>
          <Panel title="Pictures">
            <Chart
              label="Pictures by day; the table beneath says the same"
              kind="bar"
              isStacked
              days={names}
              series={[
                { name: "Delivered", values: days.map(({ succeeded }) => succeeded), colour: "--marigold" },
                { name: "Failed", values: days.map(({ failed }) => failed), colour: "--bad" },
                { name: "Cancelled", values: days.map(({ cancelled }) => cancelled), colour: "--ink-3" },
              ]}
            />
            <Days title="Pictures day by day" days={days} columns={PICTURE_COLUMNS} />
          </Panel>
          <Panel title="Money">
            <Chart
              label="Revenue, refunds and provider cost by day; the table beneath says the same"
              kind="line"
              unit="₹"
              days={names}
              series={[
                { name: "Revenue", values: days.map(({ revenuePaise }) => rupees(revenuePaise)), colour: "--good" },
                { name: "Provider cost", values: days.map(({ costPaise }) => rupees(costPaise)), colour: "--ink" },
                { name: "Refunds", values: days.map(({ refundPaise }) => rupees(refundPaise)), colour: "--bad" },
              ]}
            />
            <Days title="Money day by day" days={days} columns={MONEY_COLUMNS} />
          </Panel>
        </>
      )}
      <div className="grid gap-8 wide:grid-cols-2">
        <Panel title="Pictures by tier">
          <Rows
            caption="Pictures by tier"
            unit="count"
            rows={view.tiers.map(({ tier, pictures }) => ({
              name: TIERS[tier as keyof typeof TIERS].name,
              figure: pictures,
            }))}
          />
        </Panel>
        <Panel title="Credits by reason">
          <Rows
            caption="Credits by reason"
            unit="credits"
            rows={view.rewards.map(({ reason, credits }) => ({ name: REASONS[reason] ?? reason, figure: credits }))}
          />
        </Panel>
        <Panel title="Top templates">
          {view.templates.length > 0 ? (
            <Rows
              caption="Top templates"
              unit="count"
              rows={view.templates.map(({ title, pictures }) => ({
                name: title,
                figure: { value: pictures, before: pictures },
              }))}
              isAlone
            />
          ) : (
            <p className="text-ink-2">No picture of these days began with a template.</p>
          )}
        </Panel>
        <Panel title="Who stays">
          <Cohorts cohorts={view.cohorts} />
        </Panel>
      </div>
    </AdminPage>
  );
}

function Ranges({ view: { from, to } }: { view: AnalyticsView }) {
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  const today = new Date(Date.now() + 5.5 * 3_600_000).toISOString().slice(0, 10);
  return (
    <div className="flex flex-wrap items-end justify-between gap-4">
      <ChipRow label="Range">
        {RANGES.map(({ days, name }) => (
          <ChipLink
            key={days}
            isOn={to === today && length === days}
            href={`/admin?from=${startOf(today, days)}&to=${today}` as Route}
          >
            {name}
          </ChipLink>
        ))}
      </ChipRow>
      <form className="flex flex-wrap items-end gap-3">
        <Input label="From" name="from" type="date" defaultValue={from} />
        <Input label="To" name="to" type="date" defaultValue={to} />
        <Button type="submit">Show</Button>
      </form>
    </div>
  );
}

function Panel({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3">
      <h2 className="type-heading">{title}</h2>
      {children}
    </section>
  );
}
