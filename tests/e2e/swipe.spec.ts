import { expect, type Page } from "playwright/test";
import { expectClean } from "./clean";
import { hangPictures, ofTheApp, publishPictures } from "./many";
import { SIZES, signIn, test } from "./studio";

/** The picture that fills the screen. */
const current = (page: Page) =>
  page.evaluate(() => {
    const feed = document.querySelector("[role=feed]");
    return feed ? Math.round(feed.scrollTop / feed.clientHeight) : undefined;
  });

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport, hasTouch: viewport.width < 720 });

    test("one picture a screen: keys lead on, a double tap likes, and back returns to the same picture", async ({
      page,
      context,
      baseURL,
    }) => {
      const { email } = await signIn(context, baseURL!);
      const tag = `swipe${viewport.width}`;
      await publishPictures(ofTheApp(), await hangPictures(ofTheApp(), { email, count: 30 }), tag);
      await page.goto(`/studio/community?tag=${tag}`);
      await page.getByRole("link", { name: "One by one" }).click();
      await page.waitForURL(`**/studio/feed?tag=${tag}`);
      const feed = page.getByRole("feed");
      await expect(feed.getByRole("article")).not.toHaveCount(0);
      await expectClean(page);
      // Nothing but the feed scrolls.
      expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);

      await feed.getByRole("article").first().focus();
      for (let at = 1; at <= 15; at++) {
        await page.keyboard.press(at % 2 ? "ArrowDown" : "j");
        await expect.poll(() => current(page)).toBe(at);
        expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-posinset"))).toBe(String(at + 1));
      }
      await page.keyboard.press("ArrowUp");
      await expect.poll(() => current(page)).toBe(14);

      const shown = feed.locator("[aria-posinset='15']");
      const heart = shown.getByRole("button", { name: /^Like, / });
      const box = await shown.getByRole("img").boundingBox();
      const [x, y] = [box!.x + box!.width / 2, box!.y + box!.height / 2];
      await page.mouse.dblclick(x, y);
      await expect(heart).toHaveAttribute("aria-pressed", "true");
      // A double tap never takes a like back.
      await page.mouse.dblclick(x, y);
      await expect(heart).toHaveAttribute("aria-label", "Like, 1");

      await shown.getByRole("link", { name: "Open" }).click();
      await page.waitForURL(/\/studio\/community\/pst_/);
      await page.goBack();
      await page.waitForURL("**/studio/feed?tag=*");
      await expect.poll(() => current(page)).toBe(14);
      await expect(heart).toHaveAttribute("aria-pressed", "true");
    });

    test("is there for whoever has no account; a like asks to sign in", async ({ page, expectErrors }) => {
      expectErrors(/401/);
      await page.goto("/studio/feed");
      await expectClean(page);
      const like = page.getByRole("button", { name: /^Like, / }).first();
      await like.click();
      await expect(page.getByText(/Sign in first/)).toBeVisible();
      await expect(like).toHaveAttribute("aria-pressed", "false");
    });
  });
}
