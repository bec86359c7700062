import { expect, type Page } from "playwright/test";
import { expectClean } from "./clean";
import { openGrid, selectionBar, shownCount, tileOf } from "./creations-page";
import { hangPictures, ofTheApp } from "./many";
import { SIZES, signIn, test } from "./studio";

const COUNT = 60;
let ids: string[];
test.beforeEach(async ({ context, baseURL }) => {
  const { email } = await signIn(context, baseURL!);
  ids = await hangPictures(ofTheApp(), { email, count: COUNT, apart: "12 hours" });
});

const place = (page: Page, name: string) =>
  page.getByRole("group", { name: "Places" }).getByRole("link", { name, exact: true });

/** Chooses these pictures through the Select chip. */
async function select(page: Page, chosen: string[]): Promise<void> {
  await page.getByRole("button", { name: "Select", exact: true }).click();
  for (const id of chosen) await tileOf(page, id).click();
  await expect(selectionBar(page)).toContainText(`${chosen.length} selected`);
}

for (const [at, { name, viewport }] of SIZES.entries()) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme: at === 0 ? "light" : "dark" });

    test("collections: made on the spot, opened, renamed, left and deleted; pictures stay", async ({ page }) => {
      await openGrid(page);
      await select(page, [ids[0]!, ids[1]!, ids[2]!]);
      await expectClean(page);
      await selectionBar(page).getByRole("button", { name: "Collections" }).click();
      const dialog = page.getByRole("dialog", { name: "Collections of 3 pictures" });
      await dialog.getByLabel("New collection").fill("दीवाली 2026");
      await dialog.getByRole("button", { name: "Make it" }).click();
      await expect(dialog.getByRole("checkbox", { name: /दीवाली/ })).toBeChecked();
      await expectClean(page);
      await dialog.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("3 pictures in दीवाली 2026.")).toBeVisible();
      await selectionBar(page).getByRole("button", { name: "End selecting" }).click();

      await place(page, "दीवाली 2026").click();
      await expect(page.getByRole("heading", { level: 1, name: "दीवाली 2026" })).toBeAttached();
      await expect(shownCount(page)).toHaveText("3 pictures");
      await select(page, [ids[1]!]);
      await selectionBar(page).getByRole("button", { name: "Take out" }).click();
      await expect(page.getByText("1 picture taken out of दीवाली 2026.")).toBeVisible();
      await page.reload();
      await expect(shownCount(page)).toHaveText("2 pictures");

      await place(page, "Collections").click();
      await expect(page.getByRole("link", { name: "दीवाली 2026" })).toBeVisible();
      await expectClean(page);
      await page.getByRole("button", { name: "Change दीवाली 2026" }).click();
      await page.getByRole("menuitem", { name: "Rename" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("Festival");
      await page.getByRole("button", { name: "Rename" }).click();
      await expect(page.getByRole("link", { name: "Festival" })).toBeVisible();
      await page.getByRole("button", { name: "Change Festival" }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await expect(page.getByRole("heading", { name: "No collections yet" })).toBeVisible();
      await openGrid(page);
      await expect(shownCount(page)).toHaveText(`${COUNT} pictures`);
    });

    test("favourites are found together, from the picture's own page too, and leave again", async ({ page }) => {
      await openGrid(page);
      await place(page, "Favourites").click();
      await expect(page.getByRole("heading", { name: "No favourites yet" })).toBeVisible();
      await expectClean(page);
      await page.getByRole("link", { name: "Show my creations" }).click();
      await tileOf(page, ids[1]!).click();
      const heart = page.getByRole("article").getByRole("button", { name: "Favourite" });
      await heart.click();
      await expect(heart).toHaveAttribute("aria-pressed", "true");
      await expectClean(page);
      await page.getByRole("button", { name: "Close" }).click();
      await place(page, "Favourites").click();
      await expect(shownCount(page)).toHaveText("1 picture");
      await select(page, [ids[1]!]);
      await selectionBar(page).getByRole("button", { name: "Unfavourite" }).click();
      await expect(page.getByRole("heading", { name: "No favourites yet" })).toBeVisible();
    });

    test("dates narrow the list, stand in the address, and are taken away again", async ({ page }) => {
      await openGrid(page);
      await page.getByRole("button", { name: "Date: Any date" }).click();
      await expectClean(page);
      await page.getByRole("menuitemradio", { name: "Last 7 days" }).click();
      await expect(page).toHaveURL(/when=week/);
      await expect(shownCount(page)).toHaveText(/^1[234] pictures$/);
      await page.getByRole("button", { name: "Date: Last 7 days" }).click();
      await page.getByRole("menuitem", { name: "From a day to a day" }).click();
      await page.getByLabel("From", { exact: true }).fill("2020-01-02");
      await page.getByLabel("To", { exact: true }).fill("2020-01-01");
      await page.getByRole("button", { name: "Show them" }).click();
      await expect(page.getByText("This day is before the first one.")).toBeVisible();
      await page.getByLabel("To", { exact: true }).fill("2020-01-03");
      await page.getByRole("button", { name: "Show them" }).click();
      await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
      await page.reload();
      await page.getByRole("link", { name: "Show all" }).click();
      await expect(shownCount(page)).toHaveText(`${COUNT} pictures`);
      await page.goBack();
      await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
    });
  });
}
