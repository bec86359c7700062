import { expect } from "playwright/test";
import { openGrid } from "./creations-page";
import { hangPictures, ofTheApp } from "./many";
import { costsOf, expectLight, FRAMES, STEP_PX, scroll, traced } from "./scroll-cost";
import { SIZES, signIn, test } from "./studio";

/** 10,000 where there is time for it: loading them by scrolling takes minutes. */
const PICTURES = Number(process.env.SCROLL_PICTURES ?? 1_000);

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
      const device = await context.newCDPSession(page);
      await expectLight(async () => {
        await openGrid(page);
        return costsOf(await traced(device, () => scroll(page, STEP_PX, FRAMES)));
      });
      await expect(async () => {
        await scroll(page, 600, 60);
        await expect(page.getByText("That is all of them.")).toBeInViewport({ timeout: 100 });
      }).toPass({ timeout: 60_000 + PICTURES * 50 });
      await expectLight(async () => {
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        return costsOf(await traced(device, () => scroll(page, -STEP_PX, FRAMES)));
      });
      expect(await page.locator("[data-id]").count()).toBeLessThan(130);
    });
  });
}
