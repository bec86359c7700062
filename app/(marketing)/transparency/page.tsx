import type { Metadata } from "next";
import { ReadingSection } from "@/components/landing/reading-page";
import { SiteFooter } from "@/components/landing/site-footer";
import { Figure } from "@/components/ui/figure";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { monthName } from "@/lib/core/ist-time";
import { readTransparency, type Transparency } from "@/lib/domain/transparency/reads";
import { pageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Transparency" };

const nameOf = ({ month }: Transparency) => `${monthName(`${month}T12:00:00Z`)} ${month.slice(0, 4)}`;
const hours = (value: number | null) => (value === null ? "none yet" : `${value} h`);

const ROWS: { name: string; of: (month: Transparency) => string | number }[] = [
  { name: "Posts published", of: (m) => m.published },
  { name: "Reports", of: (m) => m.reports },
  { name: "Reports upheld", of: (m) => m.reportsUpheld },
  { name: "Median time to decide a report", of: (m) => hours(m.reportHours) },
  { name: "Held by a check before anybody saw them", of: (m) => m.held },
  { name: "Hidden by reports until a person looked", of: (m) => m.hiddenByReports },
  { name: "Removed by a person", of: (m) => m.removed },
  { name: "Warnings", of: (m) => m.warnings },
  { name: "Accounts suspended", of: (m) => m.suspensions },
  { name: "Appeals", of: (m) => m.appeals },
  { name: "Appeals agreed to", of: (m) => m.appealsUpheld },
  { name: "Median time to decide an appeal", of: (m) => hours(m.appealHours) },
  { name: "Decisions taken back", of: (m) => m.undone },
  { name: "Complaints", of: (m) => m.tickets },
  { name: "Complaints answered", of: (m) => m.ticketsAnswered },
  { name: "Complaints answered late, or late now", of: (m) => m.ticketsLate },
  { name: "Median time to answer", of: (m) => hours(m.ticketHours) },
];

/** What was taken down, how often we were wrong, and how long it took: straight from the records. */
export default async function TransparencyPage() {
  const months = await readTransparency(await pageCtx());
  const [now] = months;
  const shown = months.filter((month, at) => at === 0 || ROWS.some(({ of }) => Number(of(month)) > 0));
  return (
    <>
      <main id="main" tabIndex={-1} className="flex-1 px-inset pt-6 pb-16 outline-none wide:px-12 wide:pt-12">
        <article className="mx-auto flex max-w-5xl flex-col gap-6">
          <div>
            <h1 className="type-title">Transparency</h1>
            <p className="mt-1 max-w-reading text-ink-2">
              Counted from the records themselves once a minute, by Indian calendar months. Nothing is rounded in our
              favour, and nothing is kept apart for this page.
            </p>
          </div>
          {now ? (
            <dl className="grid grid-cols-2 gap-4 fold:grid-cols-4">
              <Figure value={now.removed} name="removed this month" />
              <Figure value={now.appealsUpheld + now.undone} name="of our decisions reversed" />
              <Figure value={hours(now.reportHours)} name="median, to decide a report" />
              <Figure value={hours(now.ticketHours)} name="median, to answer a complaint" />
            </dl>
          ) : null}
          <ReadingSection title="By month">
            <Table isWide caption="Moderation by month">
              <thead>
                <tr>
                  <Th>What</Th>
                  {shown.map((month) => (
                    <Th key={month.month} isFigure className="whitespace-nowrap">
                      {nameOf(month)}
                    </Th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {ROWS.map(({ name, of }) => (
                  <Tr key={name}>
                    <Td className="min-w-40">{name}</Td>
                    {shown.map((month) => (
                      <Td key={month.month} isFigure className="whitespace-nowrap">
                        {of(month)}
                      </Td>
                    ))}
                  </Tr>
                ))}
              </tbody>
            </Table>
          </ReadingSection>
        </article>
      </main>
      <SiteFooter />
    </>
  );
}
