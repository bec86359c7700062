import { readFile } from "node:fs/promises";
import { expect } from "playwright/test";
import sharp from "sharp";
import { generateButton, idea, mailedLink, newcomer, ready, SIZES, shownBalance, test } from "./studio";

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport, hasTouch: viewport.width < 720, isMobile: viewport.width < 720 });

    test("a newcomer signs up, verifies, enhances, generates, watches it live and downloads it", async ({ page }) => {
      const person = newcomer();
      await page.goto("/register?next=/studio");
      await page.getByLabel("Name", { exact: true }).fill("आशा Rao");
      await page.getByLabel("E-mail address").fill(person.email);
      await page.getByLabel("Password", { exact: true }).fill(person.password);
      await page.getByRole("checkbox").check();
      await page.getByRole("button", { name: "Create account" }).click();
      await page.waitForURL("**/studio");
      await expect(generateButton(page)).toBeDisabled();

      await page.goto(await mailedLink(page.request, person.email));
      await expect(page.getByText(/3 (free )?credits/).first()).toBeVisible();
      await page.goto("/studio");
      await expect.poll(() => shownBalance(page)).toBe("3");

      await idea(page).fill("chai glass on a saucer");
      await page.getByRole("button", { name: "Enhance, free" }).click();
      await expect(page.getByRole("region", { name: "You wrote" })).toContainText("chai glass on a saucer");
      await expect(page.getByRole("list", { name: "Suggestions" }).getByRole("button")).toHaveCount(3);
      await page.getByRole("button", { name: "Use this" }).click();
      await expect(idea(page)).not.toHaveValue("chai glass on a saucer");
      await page.getByRole("radio", { name: /^Standard/ }).check();
      await page.getByRole("radio", { name: "4 to 5" }).check();
      await expect(generateButton(page)).toContainText("1 credit");

      await page.evaluate(() => Object.assign(window, { wasNeverReloaded: true }));
      await generateButton(page).click();
      await expect(page.getByRole("heading", { name: /in line|Painting/i })).toBeVisible();
      await expect(ready(page)).toBeVisible({ timeout: 45_000 });
      const picture = page.locator("section[aria-label='Your picture'] img:not([aria-hidden])").first();
      await expect(picture).toBeVisible();
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
      expect(await page.evaluate(() => "wasNeverReloaded" in window)).toBe(true);
      await expect.poll(() => shownBalance(page)).toBe("2");

      await page.getByRole("button", { name: "Download" }).click();
      const arriving = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: /PNG/ }).click();
      const file = await (await arriving).path();
      const { format, width, height } = await sharp(await readFile(file)).metadata();
      expect({ format, width, height }).toEqual({ format: "png", width: 816, height: 1024 });
    });
  });
}
