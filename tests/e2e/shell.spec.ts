import { expect } from "playwright/test";
import { idea, openStudio, signIn, test } from "./studio";

test("the sandbox's banner names what is simulated, and stays away once it was hidden", async ({
  page,
  context,
  baseURL,
}) => {
  await signIn(context, baseURL!);
  await openStudio(page);
  const banner = page.getByRole("complementary", { name: "Sandbox" });
  await expect(banner).toContainText("pictures, prompt enhancement, payments and mail");
  await banner.getByRole("button", { name: "Hide" }).click();
  await expect(banner).toHaveCount(0);
  const html = await (await page.request.get("/studio/credits")).text();
  expect(html).toContain("Credit history");
  expect(html).not.toContain("simulated");
});

test("says when the connection is gone and when it is back", async ({ page, context, baseURL, expectErrors }) => {
  expectErrors(/ERR_|Failed to load resource/);
  await signIn(context, baseURL!);
  await openStudio(page);
  // An open stream outlives the emulated loss of the network, so the stream itself is refused as well.
  await page.route("**/api/**", (route) => route.abort());
  await page.reload();
  await expect(page.getByText("No connection.")).toBeVisible({ timeout: 30_000 });
  await page.unroute("**/api/**");
  await expect(page.getByText("You are back.")).toBeVisible({ timeout: 30_000 });
});

test("signing out leaves nothing of the account in the browser", async ({ page, context, baseURL }) => {
  await signIn(context, baseURL!);
  await openStudio(page);
  await idea(page).fill("A secret plan for Diwali");
  const kept = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  await expect.poll(kept).toContain("A secret plan");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/$/);
  expect(await kept()).not.toContain("A secret plan");
  await page.goto("/studio/credits");
  await expect(page).toHaveURL(/\/login/);
});
