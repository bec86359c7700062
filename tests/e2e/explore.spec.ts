import { expect, type Page } from "playwright/test";
import { expectClean } from "./clean";
import { hangPictures, ofTheApp, publishPictures } from "./many";
import { costsOf, expectLight, FRAMES, STEP_PX, scroll, traced } from "./scroll-cost";
import { SIZES, signIn, test } from "./studio";

const POSTS = 600;

/** Where each tile in the document stands, from the top of the page. */
const places = (page: Page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLAnchorElement>("[aria-label='Published pictures'] a")].map((tile) => {
        const { left, top } = tile.getBoundingClientRect();
        return [tile.pathname, [Math.round(left), Math.round(top + scrollY)]];
      }),
    ),
  );

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport });

    test("Explore scrolls lightly, moves nothing, and is found again where it was left", async ({
      page,
      context,
      baseURL,
    }) => {
      test.setTimeout(180_000);
      const { email } = await signIn(context, baseURL!);
      const tag = `explore${viewport.width}`;
      await publishPictures(ofTheApp(), await hangPictures(ofTheApp(), { email, count: POSTS }), tag);
      await page.goto(`/studio/community?tag=${tag}`);
      await expect.poll(async () => Object.keys(await places(page)).length).toBeGreaterThan(10);
      const before = await places(page);

      const device = await context.newCDPSession(page);
      await expectLight(async () => {
        await page.reload();
        await expect.poll(async () => Object.keys(await places(page)).length).toBeGreaterThan(10);
        return costsOf(await traced(device, () => scroll(page, STEP_PX, FRAMES)));
      });
      const seen = new Map<string, unknown>(Object.entries(before));
      const note = async () => {
        for (const [tile, place] of Object.entries(await places(page))) {
          if (seen.has(tile)) expect([tile, place]).toEqual([tile, seen.get(tile)]);
          seen.set(tile, place);
        }
      };
      await page.evaluate(() => window.scrollTo(0, 0));
      const until = Date.now() + 100_000;
      while (seen.size < POSTS && Date.now() < until) {
        await scroll(page, viewport.height * 0.7, 2);
        await note();
      }
      expect(seen.size).toBe(POSTS);
      await expectLight(async () => {
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        return costsOf(await traced(device, () => scroll(page, -STEP_PX, FRAMES)));
      });
      await note();

      await page.evaluate(() => window.scrollTo(0, 4_000));
      await note();
      const { top, path } = await page.evaluate(() => {
        const tiles = [...document.querySelectorAll<HTMLAnchorElement>("[aria-label='Published pictures'] a")];
        const inSight = tiles.find((tile) => {
          const box = tile.getBoundingClientRect();
          return box.top > 130 && box.bottom < innerHeight - 130;
        });
        return { top: scrollY, path: inSight?.pathname };
      });
      await page.locator(`a[href="${path}"]`).click();
      await page.waitForURL(/\/studio\/community\/pst_/);
      await page.goBack();
      await page.waitForURL(`**tag=${tag}`);
      await expect.poll(() => page.evaluate(() => scrollY)).toBe(top);
      await note();
    });

    test("by keyboard alone: find, like, comment, reply, report", async ({ page, context, browser, baseURL }) => {
      const author = await browser.newContext({ baseURL: baseURL! });
      const { email } = await signIn(author, baseURL!);
      const tag = `keys${viewport.width}`;
      await publishPictures(ofTheApp(), await hangPictures(ofTheApp(), { email, count: 3 }), tag);
      await signIn(context, baseURL!);
      await page.goto("/studio/community");
      const search = page.getByRole("searchbox", { name: "Search pictures and tags" });
      await search.focus();
      await page.keyboard.type(tag);
      await page.keyboard.press("Enter");
      await page.waitForURL(`**q=${tag}`);
      const first = page.getByRole("list", { name: "Published pictures" }).getByRole("link").first();
      await first.focus();
      if (viewport.width >= 720) {
        const likeHere = page.getByRole("button", { name: /^Like “/ });
        await expect(async () => {
          // Before the page is ready nobody hears of the focus.
          await search.focus();
          await first.focus();
          await expect(likeHere).toBeVisible({ timeout: 500 });
        }).toPass();
        await page.keyboard.press("Tab");
        await expect(likeHere).toBeFocused();
        await page.keyboard.press("Enter");
        await expect(likeHere).toHaveAttribute("aria-pressed", "true");
        await expectClean(page);
        await page.keyboard.press("Enter");
        await expect(likeHere).toHaveAttribute("aria-pressed", "false");
        await first.focus();
      }
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/studio\/community\/pst_/);

      const like = page.getByRole("button", { name: /^Like, / });
      await like.focus();
      await page.keyboard.press("Enter");
      await expect(like).toHaveAttribute("aria-pressed", "true");
      await page.getByLabel("Write a comment").focus();
      await page.keyboard.type("By the keyboard");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const comments = page.getByRole("region", { name: /Comments/ });
      await expect(comments.getByText("By the keyboard")).toBeVisible();
      await comments
        .getByRole("button", { name: /^Reply/ })
        .first()
        .focus();
      await page.keyboard.press("Enter");
      await page.keyboard.type("And a reply");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await expect(comments.getByText("And a reply")).toBeVisible();
      await expectClean(page);

      const report = page.getByRole("button", { name: "Report", exact: true });
      await report.focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "What is wrong with this post?" });
      await expect(dialog).toBeVisible();
      await expectClean(page);
      await page.keyboard.press("Escape");
      await expect(report).toBeFocused();
      await page.keyboard.press("Enter");
      await dialog.getByRole("radio", { name: "Sexual content" }).focus();
      await page.keyboard.press("ArrowUp");
      await expect(dialog.getByRole("radio", { name: "Something else" })).toBeChecked();
      await dialog.getByRole("button", { name: "Report" }).focus();
      await page.keyboard.press("Enter");
      await expect(page.getByText("You have reported this post.")).toBeVisible();
      await author.close();
    });
  });
}
