import { expect } from "playwright/test";
import { generate, openStudio, ready, SIZES, signIn, test } from "./studio";

type Shift = { value: number; what: string[] };
type ShiftEntry = PerformanceEntry & {
  value: number;
  sources: { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
};

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport });

    test("nothing moves from the press of Generate to the sharp picture", async ({ page, context, baseURL }) => {
      await signIn(context, baseURL!);
      await openStudio(page);
      await generate(page, "A lighthouse by the sea [[sbx:slow:2s]]");
      await expect(page.getByRole("heading", { name: /in line|Painting/i })).toBeVisible();
      // What the press itself changes is an answer to input; from here on nobody touches anything.
      await page.evaluate(() => {
        const shifts: Shift[] = [];
        Object.assign(window, { shifts });
        const observer = new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries() as ShiftEntry[]) {
            const what = sources.map(
              ({ node, previousRect, currentRect }) =>
                `${node?.textContent?.slice(0, 60)}: ${JSON.stringify(previousRect)} to ${JSON.stringify(currentRect)}`,
            );
            shifts.push({ value, what });
          }
        });
        observer.observe({ type: "layout-shift" });
      });
      const frame = page.locator("section[aria-label='Your picture'] > div > div").first();
      const before = await frame.boundingBox();
      await expect(ready(page)).toBeVisible({ timeout: 45_000 });
      const picture = page.locator("section[aria-label='Your picture'] img:not([aria-hidden])").first();
      await expect.poll(() => picture.evaluate((image) => getComputedStyle(image).opacity)).toBe("1");
      expect(await frame.boundingBox()).toEqual(before);
      expect(await page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts)).toEqual([]);
    });
  });
}
