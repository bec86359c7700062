import { expect, type Page } from "playwright/test";
import { focusedId, openGrid, shownCount, tileOf, tiles } from "./creations-page";
import { hangPictures, ofTheApp } from "./many";
import { generate, openStudio, PHONE, SIZES, signIn, test } from "./studio";

const COUNT = 400;
let ids: string[];

test.beforeEach(async ({ context, baseURL }) => {
  const { email } = await signIn(context, baseURL!);
  ids = await hangPictures(ofTheApp(), { email, count: COUNT });
});

type Place = [left: number, top: number, width: number, height: number];

const placesOf = (page: Page): Promise<Record<string, Place>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>("[data-id]")].map((tile): [string, Place] => {
        const { left, top, width, height } = tile.getBoundingClientRect();
        return [tile.dataset.id!, [left, top + scrollY, width, height]];
      }),
    ),
  );

/** Goes down most of a screen and waits until what came into sight is drawn; resolves with the pictures in the document. */
const scrollOn = (page: Page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const tilesNow = () => [...document.querySelectorAll<HTMLElement>("[data-id]")];
    window.scrollBy(0, innerHeight * 0.8);
    await frame();
    await frame();
    // Rows are drawn ahead of the screen: those of before do not reach as far.
    const isDrawn = () =>
      scrollY + innerHeight >= document.documentElement.scrollHeight - 1 ||
      tilesNow().some((tile) => tile.getBoundingClientRect().bottom >= innerHeight * 1.2);
    for (let frames = 0; frames < 200 && !isDrawn(); frames++) await frame();
    return tilesNow().map(({ dataset }) => dataset.id!);
  });

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport });

    test("what the server drew stays where it is when the browser takes over", async ({ page, browser, context }) => {
      const scriptless = await browser.newContext({
        javaScriptEnabled: false,
        viewport,
        storageState: await context.storageState(),
      });
      const drawn = await scriptless.newPage();
      await drawn.goto(new URL("/studio/my-creations", process.env.STUDIO_URL).href);
      const before = await placesOf(drawn);
      await openGrid(page);
      await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
      const after = await placesOf(page);
      const screen = Object.entries(after).filter(([, [, top]]) => top < viewport.height);
      expect(screen.length).toBeGreaterThan(8);
      for (const [id, place] of screen)
        for (const [at, length] of place.entries()) expect(Math.abs(length - before[id]![at]!)).toBeLessThan(0.2);
      await scriptless.close();
    });

    test("taking over makes no picture in sight anew, so that a press in that moment is not lost", async ({ page }) => {
      await page.addInitScript(() => {
        const remade = new Set<string>();
        Object.assign(window, { remade });
        new MutationObserver((changes) => {
          for (const node of changes.flatMap(({ removedNodes }) => [...removedNodes])) {
            if (!(node instanceof HTMLElement)) continue;
            for (const tile of [node, ...node.querySelectorAll<HTMLElement>("[data-id]")])
              remade.add(tile.dataset.id ?? "");
          }
        }).observe(document, { childList: true, subtree: true });
      });
      await openGrid(page);
      const remade = await page.evaluate(() => [...(window as unknown as { remade: Set<string> }).remade]);
      for (const id of ids.slice(0, 12)) expect(remade).not.toContain(id);
    });

    test("all pictures come while scrolling, few are in the document, and the end is said", async ({ page }) => {
      await openGrid(page);
      await expect(shownCount(page)).toHaveText("400 pictures");
      const seen = new Set<string>();
      const isAtEnd = () => page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 1);
      const end = page.getByText("That is all of them.");
      const again = page.getByRole("button", { name: "Try again" });
      while (!((await end.isVisible()) && (await isAtEnd()))) {
        const here = await scrollOn(page);
        expect(here.length).toBeLessThan(130);
        for (const id of here) seen.add(id);
        // What a page that a loaded machine did not get through leaves behind: the list goes on when it is asked to.
        if (await again.isVisible()) await again.click();
      }
      for (const tile of await tiles(page).all())
        seen.add((await tile.evaluate((link) => link.closest<HTMLElement>("[data-id]")?.dataset.id)) ?? "");
      expect([...seen].toSorted()).toEqual(ids.toSorted());
    });

    test("back from a picture leads to the same place, with the focus on it", async ({ page }) => {
      await openGrid(page);
      const opened = ids[150]!;
      await expect(async () => {
        await page.evaluate(() => window.scrollBy(0, 1_500));
        await expect(tileOf(page, opened)).toBeInViewport({ timeout: 200 });
      }).toPass();
      await tileOf(page, opened).scrollIntoViewIfNeeded();
      const scrollTop = await page.evaluate(() => scrollY);
      await tileOf(page, opened).click();
      await expect(page).toHaveURL(new RegExp(opened));
      await expect(page.getByText("151 of 400")).toBeVisible();
      await page.goBack();
      await expect(tileOf(page, opened)).toBeFocused();
      expect(await page.evaluate(() => scrollY)).toBe(scrollTop);
    });
  });
}

test("a picture's neighbours come by arrow keys and by a swipe; Escape leads back to the last one seen", async ({
  page,
}) => {
  await openGrid(page);
  await tileOf(page, ids[1]!).click();
  await expect(page.getByText("2 of 400")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(new RegExp(ids[3]!));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/ 3$/);
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText("3 of 400")).toBeVisible();
  await page.evaluate(() => {
    const stage = document.querySelector("article img")!;
    const touch = (clientX: number) => new Touch({ identifier: 1, target: stage, clientX, clientY: 300 });
    stage.dispatchEvent(new TouchEvent("touchstart", { bubbles: true, touches: [touch(300)] }));
    stage.dispatchEvent(new TouchEvent("touchend", { bubbles: true, changedTouches: [touch(100)] }));
  });
  await expect(page.getByText("4 of 400")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/my-creations$/);
  await expect.poll(() => focusedId(page)).toBe(ids[3]);
});

test("a page that could not be read leaves what is there, and comes when asked again", async ({
  page,
  expectErrors,
}) => {
  expectErrors(/ERR_FAILED/);
  await page.setViewportSize(PHONE);
  await openGrid(page);
  await page.route("**/api/studio/my-creations?*", (route) => route.abort());
  const again = page.getByRole("button", { name: "Try again" });
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(again).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await tiles(page).count()).toBeGreaterThan(10);
  await page.unroute("**/api/studio/my-creations?*");
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await again.click();
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(height);
  await expect(again).toBeHidden();
});

test("a picture that gets ready stands on top, and waits above while one looks further down", async ({
  page,
  context,
}) => {
  const studio = await context.newPage();
  await openStudio(studio);
  await openGrid(page);
  await generate(studio, "A new lamp in the window");
  await expect(page.getByRole("link", { name: "A new lamp in the window" })).toBeVisible({ timeout: 45_000 });
  await expect(shownCount(page)).toHaveText("401 pictures");

  await page.evaluate(() => window.scrollTo(0, 2_500));
  const inSight = page.locator("[data-id]").filter({ visible: true }).nth(20);
  const before = await inSight.evaluate((tile) => [tile.dataset.id, tile.getBoundingClientRect().top]);
  await generate(studio, "A second lamp in the window");
  const pill = page.getByRole("button", { name: "1 new picture" });
  await expect(pill).toBeVisible({ timeout: 45_000 });
  const after = await page
    .locator(`[data-id="${before[0]}"]`)
    .evaluate((tile) => [tile.dataset.id, tile.getBoundingClientRect().top]);
  expect(after).toEqual(before);
  await pill.click();
  await expect(page.getByRole("link", { name: "A second lamp in the window" })).toBeInViewport();
  await expect(shownCount(page)).toHaveText("402 pictures");
});
