import { expect, type Page } from "playwright/test";
import { focusedId, openGrid, selectionBar, shownCount, tileOf, tiles } from "./creations-page";
import { hangPictures, ofTheApp } from "./many";
import { DESKTOP, PHONE, signIn, test } from "./studio";

test.use({ viewport: DESKTOP });

let ids: string[];
test.beforeEach(async ({ context, baseURL }) => {
  const { email } = await signIn(context, baseURL!);
  ids = await hangPictures(ofTheApp(), { email, count: 260 });
});

const inBar = (page: Page, name: string | RegExp) => selectionBar(page).getByRole("button", { name });
const tick = (page: Page, id: string) =>
  page.locator(`[data-id="${id}"]`).getByRole("button", { name: "Select picture" });

test("mouse: the tick chooses, Shift chooses up to there, and a click goes on choosing", async ({ page }) => {
  await openGrid(page);
  await tileOf(page, ids[1]!).hover();
  await tick(page, ids[1]!).click();
  await expect(selectionBar(page)).toContainText("1 selected");
  await tileOf(page, ids[4]!).click({ modifiers: ["Shift"] });
  await expect(selectionBar(page)).toContainText("4 selected");
  await tileOf(page, ids[6]!).click();
  await expect(selectionBar(page)).toContainText("5 selected");
  await tileOf(page, ids[2]!).click();
  await expect(selectionBar(page)).toContainText("4 selected");
  await expect(page.getByRole("status").filter({ hasText: "4 selected" })).toBeAttached();
  await inBar(page, "End selecting").click();
  await expect(selectionBar(page)).toBeHidden();
  await tileOf(page, ids[2]!).click();
  await expect(page).toHaveURL(new RegExp(ids[2]!));
});

test("delete asks, takes them away at once, and Undo brings them back to their places", async ({ page }) => {
  await openGrid(page);
  const order = await tiles(page).evaluateAll((links) => links.slice(0, 8).map((link) => link.getAttribute("href")));
  await tick(page, ids[0]!).focus();
  await page.keyboard.press("Space");
  await tileOf(page, ids[2]!).click({ modifiers: ["Shift"] });
  await inBar(page, "Delete").click();
  await page.getByRole("dialog", { name: "Delete these 3 pictures?" }).getByRole("button", { name: "Delete" }).click();
  await expect(tileOf(page, ids[1]!)).toBeHidden();
  await expect(shownCount(page)).toHaveText("257 pictures");
  await expect.poll(() => focusedId(page)).toBe(ids[3]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(shownCount(page)).toHaveText("260 pictures");
  await page.reload();
  await expect(tiles(page).first()).toBeVisible();
  expect(await tiles(page).evaluateAll((links) => links.slice(0, 8).map((link) => link.getAttribute("href")))).toEqual(
    order,
  );
});

test("what the server refuses is taken back, and why is said", async ({ page, expectErrors }) => {
  expectErrors(/ERR_FAILED/);
  await openGrid(page);
  await page.route("**/bulk", (route) => route.abort());
  await tileOf(page, ids[0]!).hover();
  await page.locator(`[data-id="${ids[0]}"]`).getByRole("button", { name: "Favourite" }).click();
  await expect(page.getByText("No connection.")).toBeVisible();
  await expect(page.locator(`[data-id="${ids[0]}"]`).getByRole("button", { name: "Favourite" })).toHaveAttribute(
    "aria-pressed",
    "false",
  );
  await tick(page, ids[0]!).click();
  await inBar(page, "Delete").click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(shownCount(page)).toHaveText("260 pictures");
  await expect(tileOf(page, ids[0]!)).toBeVisible();
});

test("the bin: restore, delete for ever, empty", async ({ page }) => {
  await openGrid(page);
  await tick(page, ids[0]!).focus();
  await page.keyboard.press("Space");
  await tileOf(page, ids[3]!).click({ modifiers: ["Shift"] });
  await inBar(page, "Delete").click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(shownCount(page)).toHaveText("256 pictures");
  await page.getByRole("link", { name: "Bin", exact: true }).click();
  await expect(page.getByText("30 days left")).toHaveCount(4);

  await tileOf(page, ids[0]!).click();
  await expect(page.getByText("This picture is in the bin.")).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  await tick(page, ids[0]!).click();
  await inBar(page, "Restore").click();
  await expect(page.getByText("1 picture restored")).toBeVisible();
  await tick(page, ids[1]!).focus();
  await page.keyboard.press("Space");
  await inBar(page, "Delete for ever").click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete for ever" }).click();
  await expect(shownCount(page)).toHaveText("2 pictures");
  await page.getByRole("button", { name: "Empty the bin" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Empty the bin" }).click();
  await expect(page.getByRole("heading", { name: "The bin is empty" })).toBeVisible();
  await page.getByRole("link", { name: "Show my creations" }).click();
  await expect(shownCount(page)).toHaveText("257 pictures");
  await expect(tileOf(page, ids[0]!)).toBeVisible();
});

test("keyboard alone: arrows in two dimensions, ranges, all, delete", async ({ page }) => {
  await openGrid(page);
  await tileOf(page, ids[0]!).focus();
  await page.keyboard.press("ArrowRight");
  expect(await focusedId(page)).toBe(ids[1]);
  await page.keyboard.press("ArrowDown");
  const below = await focusedId(page);
  const [upper, lower] = [await tileOf(page, ids[1]!).boundingBox(), await tileOf(page, below!).boundingBox()];
  expect(lower!.y).toBeGreaterThan(upper!.y + upper!.height);
  expect(lower!.x).toBeLessThan(upper!.x + upper!.width);
  expect(lower!.x + lower!.width).toBeGreaterThan(upper!.x);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  expect(await focusedId(page)).toBe(ids[0]);
  await page.keyboard.press("Space");
  await expect(selectionBar(page)).toContainText("1 selected");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(selectionBar(page)).toContainText("3 selected");
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(selectionBar(page)).toContainText("2 selected");
  await page.keyboard.press("Delete");
  await expect(page.getByRole("dialog", { name: "Delete these 2 pictures?" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(selectionBar(page)).toBeHidden();
  await tileOf(page, ids[1]!).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(ids[1]!));
});

test("two hundred is the most, and it says so", async ({ page }) => {
  await openGrid(page);
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(page.getByText("That is all of them.")).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.evaluate(() => window.scrollTo(0, 0));
  await tileOf(page, ids[0]!).focus();
  await page.keyboard.press("Control+a");
  await expect(selectionBar(page)).toContainText("200 selected");
  await expect(page.getByText("At most 200 pictures at a time.")).toBeVisible();
});

test("three pictures come as one zip, a single one as its file", async ({ page }) => {
  await openGrid(page);
  await tick(page, ids[0]!).focus();
  await page.keyboard.press("Space");
  const alone = page.waitForEvent("download");
  await selectionBar(page).getByRole("link", { name: "Download" }).click();
  expect((await alone).suggestedFilename()).toMatch(/\.png$/);
  await tileOf(page, ids[2]!).click({ modifiers: ["Shift"] });
  const arriving = page.waitForEvent("download");
  await inBar(page, "Download zip").click();
  const download = await arriving;
  expect(download.suggestedFilename()).toMatch(/3.*\.zip$/);
  const bytes = Buffer.concat(await (await download.createReadStream()).toArray());
  // Three files and the manifest in the central directory.
  expect(bytes.toString("latin1").split("PK\u0001\u0002")).toHaveLength(5);
});

test("a zip that can't be made is said, not swallowed", async ({ page, expectErrors }) => {
  // The refusal is no page, and may not be shown in a frame: the browser says so in its console.
  expectErrors(/Refused to display|Framing .* violates|Failed to load resource/);
  await openGrid(page);
  await tick(page, ids[0]!).focus();
  await page.keyboard.press("Space");
  await tileOf(page, ids[2]!).click({ modifiers: ["Shift"] });
  const headers = { Origin: process.env.STUDIO_URL! };
  const purged = { action: "delete", ids: [ids[1]!] };
  expect((await page.request.post("/api/studio/my-creations/bulk", { headers, data: purged })).ok()).toBe(true);
  const gone = { action: "purge", ids: [ids[1]!] };
  expect((await page.request.post("/api/studio/my-creations/bulk", { headers, data: gone })).ok()).toBe(true);
  await inBar(page, "Download zip").click();
  await expect(page.getByText("The zip could not be made.")).toBeVisible();
});

test.describe("touch", () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  /** A finger that lies on a picture, moves by `dy` and is lifted after `ms`. */
  async function press(page: Page, id: string, { ms, dy = 0 }: { ms: number; dy?: number }): Promise<void> {
    const box = (await tileOf(page, id).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const device = await page.context().newCDPSession(page);
    await device.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
    if (dy !== 0) await device.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x, y: y + dy }] });
    // The length of the press is what is tested.
    await page.waitForTimeout(ms);
    await device.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }

  test("a long press chooses, taps go on, scrolling chooses nothing", async ({ page }) => {
    await openGrid(page);
    await press(page, ids[4]!, { ms: 700, dy: -60 });
    await expect(selectionBar(page)).toBeHidden();
    await page.evaluate(() => window.scrollTo(0, 0));
    await press(page, ids[1]!, { ms: 700 });
    await expect(selectionBar(page)).toContainText("1 selected");
    await tileOf(page, ids[3]!).tap();
    await expect(selectionBar(page)).toContainText("2 selected");
    await tileOf(page, ids[1]!).tap();
    await expect(selectionBar(page)).toContainText("1 selected");
    await inBar(page, "Favourite").tap();
    await expect(page.locator(`[data-id="${ids[3]}"]`).getByRole("button", { name: "Favourite" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await inBar(page, "End selecting").tap();
    await tileOf(page, ids[3]!).tap();
    await expect(page).toHaveURL(new RegExp(ids[3]!));
  });
});
