import { expect } from "playwright/test";
import { expectClean, expectNoSidewaysScroll } from "./clean";
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

    test("a person, a job, an order and checked books, as an admin, are clean and fit 320 px", async ({
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
      const ofOne = [`users/${user.id}`, `jobs/${jobId}`, `payments/${orderId}`, "users/adjustments", "ledger"];
      for (const path of ofOne.map((name) => `/admin/${name}`)) {
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
