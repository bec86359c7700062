import { type CDPSession, expect, type Page } from "playwright/test";
import { openGrid } from "./creations-page";
import { hangPictures, ofTheApp } from "./many";
import { SIZES, signIn, test } from "./studio";

/** 10,000 where there is time for it: loading them by scrolling takes minutes. */
const PICTURES = Number(process.env.SCROLL_PICTURES ?? 1_000);
const MAX_TASK_MS = 50;
const MAX_SCRIPT_MS = 8;
/** A quick finger: 6,000 px a second. */
const STEP_PX = 100;
const FRAMES = 300;

type TraceEvent = {
  name: string;
  cat: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
};

/** Scrolls by a step in each frame, and marks where frames begin. */
const scroll = (page: Page, step: number, frames: number) =>
  page.evaluate(
    ([by, count]) =>
      new Promise<void>((done) => {
        let left = count!;
        const next = () => {
          performance.mark("frame");
          window.scrollBy(0, by!);
          left -= 1;
          if (left > 0) requestAnimationFrame(next);
          else done();
        };
        requestAnimationFrame(next);
      }),
    [step, frames],
  );

async function traced(device: CDPSession, act: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: unknown[] }) => void events.push(...(value as TraceEvent[]));
  device.on("Tracing.dataCollected", collect);
  const includedCategories = ["devtools.timeline", "blink.user_timing", "toplevel"];
  await device.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories } });
  await act();
  const done = new Promise((complete) => device.once("Tracing.tracingComplete", complete));
  await device.send("Tracing.end");
  await done;
  device.off("Tracing.dataCollected", collect);
  return events;
}

/** Those that lie in no other of them, in order. */
function outermost(events: TraceEvent[], names: string[]): TraceEvent[] {
  let end = 0;
  const isOuter = ({ ts, dur = 0 }: TraceEvent) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  };
  return events
    .filter(({ ph, name }) => ph === "X" && names.includes(name))
    .sort((a, b) => a.ts - b.ts)
    .filter(isOuter);
}

/**
 * Milliseconds of processor time on the page's main thread: of script in each frame, and of each task. The clock on the wall would
 * also count what else the machine was busy with.
 */
function costsOf(events: TraceEvent[]): { script: number[]; tasks: number[] } {
  const marks = events.filter(({ name, cat }) => name === "frame" && cat.includes("user_timing"));
  const { pid, tid } = marks[0]!;
  const begins = marks.map(({ ts }) => ts).sort((a, b) => a - b);
  const own = events.filter((event) => event.pid === pid && event.tid === tid && event.ts >= begins[0]!);
  const script = begins.map(() => 0);
  for (const { ts, tdur = 0 } of outermost(own, [
    "FireAnimationFrame",
    "EventDispatch",
    "FunctionCall",
    "RunMicrotasks",
    "TimerFire",
  ])) {
    script[begins.findLastIndex((begin) => begin <= ts + 1)]! += tdur / 1_000;
  }
  const tasks = outermost(own, ["RunTask", "ThreadControllerImpl::RunTask"]).map(({ tdur = 0 }) => tdur / 1_000);
  return { script, tasks };
}

const percentile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]!;

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport });

    test(`scrolling through ${PICTURES} pictures is light, while they load and afterwards`, async ({
      page,
      context,
      baseURL,
    }) => {
      test.setTimeout(60_000 + PICTURES * 60);
      const { email } = await signIn(context, baseURL!);
      await hangPictures(ofTheApp(), { email, count: PICTURES });
      await openGrid(page);
      const device = await context.newCDPSession(page);
      const loading = costsOf(await traced(device, () => scroll(page, STEP_PX, FRAMES)));
      await expect(async () => {
        await scroll(page, 600, 60);
        await expect(page.getByText("That is all of them.")).toBeInViewport({ timeout: 100 });
      }).toPass({ timeout: 60_000 + PICTURES * 50 });
      const loaded = costsOf(await traced(device, () => scroll(page, -STEP_PX, FRAMES)));
      expect(await page.locator("[data-id]").count()).toBeLessThan(130);
      for (const { script, tasks } of [loading, loaded]) {
        expect(script.length).toBe(FRAMES);
        expect(Math.max(...tasks)).toBeLessThan(MAX_TASK_MS);
        expect(percentile(script, 0.95)).toBeLessThan(MAX_SCRIPT_MS);
      }
    });
  });
}
