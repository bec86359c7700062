import { Disclosure } from "@/components/ui/disclosure";
import { Figure } from "@/components/ui/figure";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatPaise } from "@/lib/core/money";
import type { AnalyticsView, DayView, FigureView } from "@/lib/domain/analytics/contract";
import { comparison, shown, type Unit } from "./words";

const FIGURES: { key: keyof AnalyticsView["figures"]; name: string; unit: Unit }[] = [
  { key: "pictures", name: "pictures", unit: "count" },
  { key: "successRate", name: "of pictures came", unit: "share" },
  { key: "medianSeconds", name: "half are done in", unit: "seconds" },
  { key: "p95Seconds", name: "95 of 100 are done in", unit: "seconds" },
  { key: "revenuePaise", name: "revenue", unit: "paise" },
  { key: "costPaise", name: "provider cost", unit: "paise" },
  { key: "refundPaise", name: "refunded", unit: "paise" },
  { key: "marginPaise", name: "margin", unit: "paise" },
  { key: "creditsOutstanding", name: "credits outstanding", unit: "credits" },
  { key: "orders", name: "orders", unit: "count" },
  { key: "firstPurchases", name: "first purchases", unit: "count" },
  { key: "conversion", name: "of those who joined have bought", unit: "share" },
  { key: "signUps", name: "sign-ups", unit: "count" },
  { key: "activation", name: "had a picture within 48 h", unit: "share" },
  { key: "published", name: "posts published", unit: "count" },
  { key: "reuseRate", name: "of pictures are remixes", unit: "share" },
];

/** Every figure with what it was in the period before, in words. */
export function Figures({ figures }: { figures: AnalyticsView["figures"] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-5 fold:grid-cols-4">
      {FIGURES.map(({ key, name, unit }) => (
        <Figure key={key} value={shown(figures[key].value, unit)} name={`${name}, ${comparison(figures[key], unit)}`} />
      ))}
    </dl>
  );
}

type RowsProps = { caption: string; unit: Unit; rows: { name: string; figure: FigureView }[]; isAlone?: boolean };

export function Rows({ caption, unit, rows, isAlone }: RowsProps) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>What</Th>
          <Th isFigure>These days</Th>
          {isAlone ? null : <Th isFigure>Before</Th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, figure }) => (
          <Tr key={name}>
            <Td className="py-2">{name}</Td>
            <Td isFigure className="py-2 font-strong">
              {shown(figure.value, unit)}
            </Td>
            {isAlone ? null : (
              <Td isFigure className="py-2 text-ink-2">
                {shown(figure.before, unit)}
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

type Column = { name: string; of: (day: DayView) => number; isMoney?: boolean };

/** What each chart draws, and what belongs to it. */
export const PICTURE_COLUMNS: readonly Column[] = [
  { name: "Delivered", of: ({ succeeded }) => succeeded },
  { name: "Failed", of: ({ failed }) => failed },
  { name: "Cancelled", of: ({ cancelled }) => cancelled },
  { name: "Sign-ups", of: ({ signUps }) => signUps },
  { name: "Published", of: ({ published }) => published },
];
export const MONEY_COLUMNS: readonly Column[] = [
  { name: "Revenue", of: ({ revenuePaise }) => revenuePaise, isMoney: true },
  { name: "Refunds", of: ({ refundPaise }) => refundPaise, isMoney: true },
  { name: "Cost", of: ({ costPaise }) => costPaise, isMoney: true },
  { name: "Margin", of: ({ marginPaise }) => marginPaise, isMoney: true },
  { name: "Credits spent", of: ({ creditsSpent }) => creditsSpent },
  { name: "Granted", of: ({ creditsGranted }) => creditsGranted },
];

/** The table under a chart, newest day first. */
export function Days({ title, days, columns }: { title: string; days: DayView[]; columns: readonly Column[] }) {
  return (
    <Disclosure title={title} hint={`${days.length} days as a table`}>
      <Table isWide caption={title}>
        <thead>
          <tr>
            <Th>Day</Th>
            {columns.map(({ name }) => (
              <Th key={name} isFigure>
                {name}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((one) => (
            <Tr key={one.day}>
              <Td className="py-1.5 whitespace-nowrap">{one.day}</Td>
              {columns.map(({ name, of, isMoney }) => (
                <Td key={name} isFigure className="py-1.5 whitespace-nowrap">
                  {isMoney ? formatPaise(of(one)) : of(one)}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </Disclosure>
  );
}

/** Of those who joined in a week: how many made a picture in that week, and in each one after. */
export function Cohorts({ cohorts }: { cohorts: AnalyticsView["cohorts"] }) {
  const weeks = Math.max(...cohorts.map(({ active }) => active.length));
  return (
    <Table isWide caption="Who stays: people by the week in which they joined">
      <thead>
        <tr>
          <Th>Joined in the week of</Th>
          <Th isFigure>People</Th>
          {Array.from({ length: weeks }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
            <Th key={at} isFigure>
              {at === 0 ? "That week" : `+${at}`}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cohorts.map(({ week, joined, active }) => (
          <Tr key={week}>
            <Td className="py-1.5 whitespace-nowrap">{week}</Td>
            <Td isFigure className="py-1.5 font-strong">
              {joined}
            </Td>
            {Array.from({ length: weeks }, (_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
              <Td key={at} isFigure className="py-1.5 whitespace-nowrap text-ink-2">
                {active[at] === undefined ? "" : joined === 0 ? "0" : `${Math.round((100 * active[at]) / joined)} %`}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
