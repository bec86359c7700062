import { expect } from "playwright/test";
import {
  DESKTOP,
  generate,
  generateButton,
  idea,
  openStudio,
  PHONE,
  ready,
  shownBalance,
  signIn,
  test,
} from "./studio";

test.use({ viewport: DESKTOP });
test.beforeEach(async ({ context, baseURL }) => void (await signIn(context, baseURL!)));

test("a failure gives the credits back before one's eyes, and the history shows both lines", async ({ page }) => {
  await openStudio(page);
  await generate(page, "Kites over the sea [[sbx:fail]]", /^Premium 2K/);
  await expect(page.getByRole("heading", { name: "Your 2 credits are back" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "No picture this time" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Use Standard.*1 credit$/ })).toBeVisible();
  await expect.poll(() => shownBalance(page)).toBe("3");
  await page.goto("/studio/credits");
  await expect(page.getByRole("row", { name: /Refund/ })).toContainText("+2");
  const debit = page.getByRole("row", { name: /Premium 2K picture/ }).filter({ hasNotText: "Refund" });
  await expect(debit).toContainText("−2");
});

test("a failed picture is tried again at the other tier with the same words", async ({ page }) => {
  await openStudio(page);
  await generate(page, "Kites over the sea [[sbx:fail]]", /^Premium 2K/);
  await expect(page.getByRole("heading", { name: "Your 2 credits are back" })).toBeVisible();
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/generate"));
  await page.getByRole("button", { name: /^Use Standard.*1 credit$/ }).click();
  expect((await sent).postDataJSON()).toMatchObject({ prompt: "Kites over the sea [[sbx:fail]]", tier: "standard" });
  await expect(page.getByRole("heading", { name: "Your 1 credit is back" })).toBeVisible();
});

test("cancelling stops a picture and gives its credit back", async ({ page }) => {
  await openStudio(page);
  await generate(page, "A slow river [[sbx:slow:60s]]");
  await expect(page.getByRole("heading", { name: "Painting your picture" })).toBeVisible();
  await expect.poll(() => shownBalance(page)).toBe("2");
  await page.getByRole("button", { name: "Cancel, get 1 back" }).click();
  await expect(page.getByRole("heading", { name: "Your 1 credit is back" })).toBeVisible();
  await expect.poll(() => shownBalance(page)).toBe("3");
});

test("leaving and coming back shows what is running, and then the picture", async ({ page }) => {
  await openStudio(page);
  await generate(page, "A slow river at dawn [[sbx:slow:6s]]");
  await expect(page.getByRole("heading", { name: "Painting your picture" })).toBeVisible();
  await page.goto("/studio/credits");
  await openStudio(page);
  await expect(page.getByRole("heading", { name: "Painting your picture" })).toBeVisible();
  await expect(ready(page)).toBeVisible({ timeout: 45_000 });
});

test("two tabs agree on the balance and on what is running, without a reload", async ({ page, context }) => {
  await openStudio(page);
  const other = await context.newPage();
  await openStudio(other);
  await generate(page, "A lamp in the window [[sbx:slow:4s]]");
  await expect.poll(() => shownBalance(other)).toBe("2");
  await expect(other.getByRole("region", { name: "Today" }).getByRole("button", { name: /lamp/ })).toBeVisible();
  await expect(ready(page)).toBeVisible({ timeout: 45_000 });
  await expect(other.getByRole("button", { name: /^Picture: A lamp/ })).toBeVisible();
});

test("two to four variations come at once; the chosen one stands large", async ({ page }) => {
  await openStudio(page);
  await page.getByRole("radio", { name: "3", exact: true }).check();
  await expect(generateButton(page)).toContainText("3 credits");
  await generate(page, "पीली पतंग, नीला आसमान");
  const variations = page.getByRole("group", { name: "Variations of this picture" });
  await expect(variations.getByRole("button", { name: /ready/ })).toHaveCount(3, { timeout: 45_000 });
  await variations.getByRole("button", { name: /^Variation 2/ }).click();
  await expect(variations.getByRole("button", { name: /^Variation 2/ })).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => shownBalance(page)).toBe("0");
});

test("an answer that got lost is asked for again under the same key, and paid once", async ({ page, expectErrors }) => {
  expectErrors(/ERR_FAILED/);
  const keys: (string | undefined)[] = [];
  await page.route("**/api/studio/generate", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await openStudio(page);
  await generate(page, "A boat on a lake");
  await expect(page.getByRole("alert").filter({ hasText: "you pay once at most" })).toBeVisible();
  await generateButton(page).click();
  await expect(ready(page)).toBeVisible({ timeout: 45_000 });
  expect(new Set(keys).size).toBe(1);
  await expect.poll(() => shownBalance(page)).toBe("2");
  await generate(page, "A boat on a lake");
  await expect.poll(() => new Set(keys).size).toBe(2);
});

test("a reload in the middle of the call finishes the same request", async ({ page, expectErrors }) => {
  expectErrors(/Failed to load resource|ERR_/);
  const keys: (string | undefined)[] = [];
  await page.route("**/api/studio/generate", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length === 1) await route.fetch();
    else await route.continue();
  });
  await openStudio(page);
  await generate(page, "A boat on a river");
  await expect.poll(() => keys.length).toBe(1);
  await expect.poll(() => shownBalance(page)).toBe("2");
  await page.reload();
  await expect.poll(() => keys.length).toBe(2);
  expect(keys[1]).toBe(keys[0]);
  await expect(ready(page)).toBeVisible({ timeout: 45_000 });
  await expect.poll(() => shownBalance(page)).toBe("2");
});

test("too little credit: what is needed is said, and the tier that fits is offered", async ({ page }) => {
  await openStudio(page);
  await idea(page).fill("A blue door");
  await page.getByRole("radio", { name: /^Premium 4K/ }).check();
  await expect(page.getByText("You need 4 credits and have 3.")).toBeVisible();
  await expect(generateButton(page)).toBeDisabled();
  await page.getByRole("button", { name: /^Use Premium 2K.*2 credits$/ }).click();
  await expect(generateButton(page)).toBeEnabled();
  await expect(page.getByRole("radio", { name: /^Premium 2K/ })).toBeChecked();
});

test("on a phone the picture has the screen, and the composer comes back with the draft", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openStudio(page);
  await generate(page, "A red kite");
  await expect(ready(page)).toBeVisible({ timeout: 45_000 });
  await expect(idea(page)).toBeHidden();
  await page.getByRole("button", { name: "Make a change" }).click();
  await expect(idea(page)).toHaveValue("A red kite");
  await page.getByRole("button", { name: /^Picture: A red kite/ }).click();
  await expect(idea(page)).toBeHidden();
  await page.getByRole("link", { name: "Create", exact: true }).click();
  await expect(idea(page)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Start from something that works" })).toBeVisible();
});
