import { readFile } from "node:fs/promises";
import pg from "pg";
import { expect, type Page } from "playwright/test";
import { unzip } from "@/tests/creations/unzip";
import { expectClean } from "./clean";
import { hangPictures, ofTheApp } from "./many";
import { bought, payButton, popup, standing } from "./shop";
import { generateButton, idea, openStudio, ready, SIZES, shownBalance, signIn, test } from "./studio";

/** Ten thousand where there is time for it. */
const PICTURES = Number(process.env.STORY_PICTURES ?? 1_000);
const WISH = "पीली पतंग over a stepwell";

/** Takes everything that somebody has, as if it had been spent. */
async function spendAll(email: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.STUDIO_DATABASE_URL });
  await client.connect();
  await client.query(
    `WITH gone AS (SELECT a.user_id, a.balance_units AS units FROM credit_account a JOIN "user" u ON u.id = a.user_id WHERE u.email = $1),
      moved AS (UPDATE credit_account a SET balance_units = 0 FROM gone WHERE a.user_id = gone.user_id RETURNING a.user_id)
      INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units)
        SELECT 'ent_' || replace(gen_random_uuid()::text, '-', ''), gone.user_id, -gone.units, 'adjustment', 'test', 'spent:' || gone.user_id, 0
          FROM gone JOIN moved USING (user_id)`,
    [email],
  );
  await client.end();
}

async function buyFifty(page: Page): Promise<void> {
  await page
    .getByRole("link", { name: /^Buy \d+ for/ })
    .first()
    .click();
  await page.waitForURL(/\/studio\/buy-credits/);
  await page.waitForFunction(() => document.querySelector("main [data-ready=true]") !== null);
  await page.getByRole("radio", { name: /^50 credits for/ }).check();
  await expectClean(page);
  await payButton(page).click();
  await popup(page)
    .getByRole("button", { name: /^Pay ₹200/ })
    .click();
  await expect(bought(page, 50).or(standing(page))).toBeVisible();
  await page.waitForURL(/\/studio$/);
}

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport, hasTouch: viewport.width < 720 });

    test("no credits left: buys fifty, generates, finds it among many, takes three along, deletes one and gets it back", async ({
      page,
      context,
      baseURL,
    }) => {
      test.setTimeout(180_000);
      const { email } = await signIn(context, baseURL!);
      await hangPictures(ofTheApp(), { email, count: PICTURES, apart: "37 minutes" });
      await spendAll(email);

      await openStudio(page);
      await expect.poll(() => shownBalance(page)).toBe("0");
      // On phones the newest picture has the screen.
      if (!(await idea(page).isVisible())) await page.getByRole("button", { name: "Create another" }).click();
      await idea(page).fill(WISH);
      await buyFifty(page);
      await expect.poll(() => shownBalance(page)).toBe("50");
      await expect(idea(page)).toHaveValue(WISH);

      await page.getByRole("radio", { name: /^Standard/ }).check();
      await generateButton(page).click();
      await expect(ready(page)).toBeVisible({ timeout: 45_000 });
      await expect.poll(() => shownBalance(page)).toBe("49");

      await page.goto("/studio/my-creations");
      await page.getByRole("searchbox").fill("stepwell");
      await page.waitForURL(/q=stepwell/);
      await expect(page.getByRole("link", { name: WISH })).toHaveCount(1);
      await page.goto("/studio/my-creations");
      await expectClean(page);

      await page.getByRole("button", { name: "Select", exact: true }).click();
      const tiles = page.getByRole("main").locator("a[href*='/my-creations/img_']");
      for (let at = 0; at < 3; at++) await tiles.nth(at).click();
      const bar = page.getByRole("region", { name: "Selected pictures" });
      await expect(bar).toContainText("3 selected");
      await expectClean(page);
      const arriving = page.waitForEvent("download");
      await bar.getByRole("button", { name: "Download" }).click();
      const archive = await arriving;
      expect(archive.suggestedFilename()).toBe("community-ai-studio-3-pictures.zip");
      const entries = unzip(await readFile(await archive.path()));
      expect(entries).toHaveLength(4);
      const manifest = JSON.parse(entries.find((entry) => entry.name === "manifest.json")?.content.toString() ?? "");
      expect(manifest.pictures[0].prompt).toBe(WISH);

      await page.goto("/studio/my-creations");
      await page.getByRole("link", { name: WISH }).click();
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await expect(page.getByRole("link", { name: WISH })).toHaveCount(0);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByRole("link", { name: WISH })).toBeVisible();
      await page.goto("/studio/credits?reason=purchase");
      await expect(page.getByRole("link", { name: "Credits bought" }).filter({ visible: true })).toHaveCount(1);
    });
  });
}
