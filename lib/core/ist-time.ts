/** Instants in Indian Standard Time, built by hand from parts so that server and browser draw the same text. */
const FORMAT = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Kolkata",
  day: "numeric",
  month: "numeric",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG_MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];
const DAY_MS = 86_400_000;

type Instant = string | number;

function partsOf(at: Instant) {
  const parts = Object.fromEntries(FORMAT.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return { ...parts, monthAt: Number(parts.month) - 1 } as Record<string, string> & { monthAt: number };
}

/** "14:02" */
export function clockTime(at: Instant): string {
  const { hour, minute } = partsOf(at);
  return `${hour}:${minute}`;
}

/** "22 Nov, 14:02" */
export function dayAndTime(at: Instant): string {
  const { day, monthAt } = partsOf(at);
  return `${day} ${MONTHS[monthAt]}, ${clockTime(at)}`;
}

/** "22 Nov 2026, 14:02" */
export function fullTime(at: Instant): string {
  const { day, monthAt, year } = partsOf(at);
  return `${day} ${MONTHS[monthAt]} ${year}, ${clockTime(at)}`;
}

/** "November" */
export function monthName(at: Instant): string {
  return LONG_MONTHS[partsOf(at).monthAt] ?? "";
}

/** The same text for instants of one calendar day, and sortable by nothing else. */
export function dayKey(at: Instant): string {
  const { day, month, year } = partsOf(at);
  return `${year}-${month}-${day}`;
}

/** "Today", "Yesterday", "22 November", and with the year when it is another. */
export function dayName(at: Instant, nowMs: number): string {
  if (dayKey(at) === dayKey(nowMs)) return "Today";
  if (dayKey(at) === dayKey(nowMs - DAY_MS)) return "Yesterday";
  const { day, monthAt, year } = partsOf(at);
  const isThisYear = year === partsOf(nowMs).year;
  return `${day} ${LONG_MONTHS[monthAt]}${isThisYear ? "" : ` ${year}`}`;
}
