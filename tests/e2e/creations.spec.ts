import { expect } from "playwright/test";
import { DESKTOP, generate, idea, openStudio, ready, signIn, test } from "./studio";

test.use({ viewport: DESKTOP });

test.beforeEach(async ({ page, context, baseURL }) => {
  await signIn(context, baseURL!);
  await openStudio(page);
  await generate(page, "लाल पतंग over the old city");
  await expect(ready(page)).toBeVisible({ timeout: 45_000 });
});

test("a picture is found by its words and its size, and shows its whole recipe", async ({ page }) => {
  await page.goto("/studio/my-creations");
  await page.getByRole("searchbox").fill("पतंग");
  await page.waitForURL(/q=/);
  await expect(page.getByRole("link", { name: /लाल पतंग/ })).toHaveCount(1);
  await page.getByRole("button", { name: "Size: Any size" }).click();
  await page.getByRole("menuitemradio", { name: "Premium 4K" }).click();
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await page.getByRole("link", { name: /लाल पतंग/ }).click();
  await expect(page.getByRole("heading", { name: "लाल पतंग over the old city" })).toBeVisible();
  const fact = (name: string) => page.locator("dl > div").filter({ hasText: name }).locator("dd");
  await expect(fact("Pixels")).toHaveText("1024 × 1024");
  await expect(fact("Model")).toHaveText("SDXL");
  await expect(fact("Cost")).toHaveText("1 credit");
});

test("a deleted picture comes back by Undo", async ({ page }) => {
  await page.goto("/studio/my-creations");
  await page.getByRole("link", { name: /लाल पतंग/ }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "Your pictures will hang here" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: /लाल पतंग/ })).toBeVisible();
});

test("a picture starts the next one with its recipe", async ({ page }) => {
  await page.goto("/studio/my-creations");
  await page.getByRole("link", { name: /लाल पतंग/ }).click();
  await page.getByRole("link", { name: "Start from this" }).click();
  await expect(idea(page)).toHaveValue("लाल पतंग over the old city");
});

test("the credit history as CSV has a line for each movement", async ({ page }) => {
  await page.goto("/studio/credits");
  const arriving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const stream = await (await arriving).createReadStream();
  const lines = (await stream.toArray()).join("").trim().split("\r\n");
  expect(lines).toHaveLength(3);
});
