import type { Locator, Page } from "playwright/test";
import { expect } from "playwright/test";

/** Pictures of the grid that are in the document, in its order. */
export const tiles = (page: Page): Locator => page.locator('[data-tile="open"]');
export const tileOf = (page: Page, imageId: string): Locator =>
  page.locator(`[data-id="${imageId}"] [data-tile="open"]`);
export const selectionBar = (page: Page): Locator => page.getByRole("region", { name: "Selected pictures" });
/** "148 pictures", beside the title. */
export const shownCount = (page: Page): Locator =>
  page
    .locator("header")
    .filter({ has: page.locator("h1") })
    .locator("p");

/** My Creations, once the browser has taken over from the server's drawing. */
export async function openGrid(page: Page, path = "/studio/my-creations"): Promise<void> {
  await page.goto(path);
  await expect(page.locator("section.absolute").first()).toBeAttached();
}

/** The id of the picture that has the focus. */
export const focusedId = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-id]")?.dataset.id);
