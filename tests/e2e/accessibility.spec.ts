import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";
import { DESKTOP, generate, openStudio, PHONE, ready, signIn, test } from "./studio";
import { giveRole } from "./team";

const OPEN = [
  "/",
  "/studio/community",
  "/studio/feed",
  "/login",
  "/register",
  "/forgot-password",
  "/unsubscribe?token=x",
  "/unsubscribe",
  "/docs",
  "/terms",
  "/privacy",
  "/no-such-page",
];
const OWN = [
  "/studio/notifications",
  "/studio/referrals",
  "/studio/community",
  "/studio/feed",
  "/studio",
  "/studio/buy-credits",
  "/studio/credits",
  "/studio/credits/orders",
  "/studio/my-creations",
  "/settings",
];

/** What admins see of people and their credits. */
const BOOKS = [
  "/admin/users",
  "/admin/users/grants",
  "/admin/users/adjustments",
  "/admin/jobs",
  "/admin/payments",
  "/admin/ledger",
];

async function expectClean(page: Page): Promise<void> {
  // What fades in is judged as it will stand.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target.join(" ")) }))).toEqual([]);
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(client);
}

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    for (const path of OPEN) {
      test(`${path} is clean and fits 320 px`, async ({ page, expectErrors }) => {
        expectErrors(/404/);
        await page.setViewportSize(theme === "light" ? DESKTOP : PHONE);
        await page.goto(path);
        await expectClean(page);
        await expectNoSidewaysScroll(page);
      });
    }

    for (const path of OWN) {
      test(`${path}, signed in, is clean and fits 320 px`, async ({ page, context, baseURL }) => {
        await signIn(context, baseURL!);
        await page.setViewportSize(theme === "light" ? DESKTOP : PHONE);
        await page.goto(path);
        await expectClean(page);
        await expectNoSidewaysScroll(page);
      });
    }

    test("people, jobs, payments and the ledger, as an admin, are clean and fit 320 px", async ({
      page,
      context,
      baseURL,
    }) => {
      const { email } = await signIn(context, baseURL!);
      await giveRole(email, "admin");
      const headers = { Origin: baseURL!, "Idempotency-Key": crypto.randomUUID() };
      const post = async (path: string, data?: unknown) =>
        (await context.request.post(path, { headers, data })).json() as Promise<Record<string, string>>;
      const { user } = await (await context.request.get("/api/auth/me")).json();
      const { jobId } = await post("/api/studio/generate", { prompt: "a red kite over hills", tier: "standard" });
      const { orderId } = await post("/api/studio/credits/orders", { packageId: "pack-10" });
      await post(`/api/admin/users/${user.id}/adjustments`, { credits: 2, reason: "A picture came blank." });
      await post("/api/admin/ledger/checks");
      for (const path of [...BOOKS, `/admin/users/${user.id}`, `/admin/jobs/${jobId}`, `/admin/payments/${orderId}`]) {
        await page.setViewportSize(theme === "light" ? DESKTOP : PHONE);
        await page.goto(path);
        await expectClean(page);
        await expectNoSidewaysScroll(page);
      }
    });

    test("waiting, done, the grid and the recipe are clean and fit 320 px", async ({ page, context, baseURL }) => {
      await signIn(context, baseURL!);
      await page.setViewportSize(DESKTOP);
      await openStudio(page);
      await generate(page, "A yellow taxi in the rain [[sbx:slow:2s]]");
      await expect(page.getByRole("heading", { name: "Painting your picture" })).toBeVisible();
      await expectClean(page);
      await expect(ready(page)).toBeVisible({ timeout: 45_000 });
      await expectClean(page);
      await expectNoSidewaysScroll(page);
      await page.goto("/studio/my-creations");
      await expectClean(page);
      await expectNoSidewaysScroll(page);
      await page.getByRole("link", { name: /yellow taxi/ }).click();
      await page.getByRole("heading", { name: /yellow taxi/ }).waitFor();
      await page.setViewportSize(theme === "light" ? DESKTOP : PHONE);
      await expectClean(page);
      await expectNoSidewaysScroll(page);
    });
  });
}
