import { type Browser, type BrowserContext, expect, type Page } from "playwright/test";
import { expectClean } from "./clean";
import { generate, generateButton, openStudio, ready, SIZES, shownBalance, signIn, test } from "./studio";

type Viewport = { width: number; height: number };

/** A second person in a browser of their own. */
async function somebodyElse(browser: Browser, baseURL: string, viewport: Viewport): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL, viewport, hasTouch: viewport.width < 720 });
  await signIn(context, baseURL);
  return context;
}

async function publishFirst(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Publish this picture" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByLabel("Category").selectOption("festival");
  await dialog.getByLabel("Tags").fill("पतंग,kites,");
  await expect(dialog.getByRole("button", { name: "Remove the tag पतंग" })).toBeVisible();
  await expectClean(page);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("button", { name: "See it" }).click();
  await page.waitForURL(/\/studio\/community\/pst_/);
}

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport, hasTouch: viewport.width < 720 });

    test("one publishes; the other finds it, likes, comments, follows and remixes it; the first hears of it and earns half a credit, live", async ({
      page,
      context,
      browser,
      baseURL,
    }) => {
      test.setTimeout(180_000);
      const title = `Kites over ${name}`;
      await signIn(context, baseURL!);
      await openStudio(page);
      await generate(page, "Red paper kites over old rooftops, clear sky");
      await expect(ready(page)).toBeVisible({ timeout: 45_000 });
      await publishFirst(page, title);
      await expect(page.getByRole("heading", { name: title })).toBeVisible();
      // Three of the welcome, one spent, two for the first public post.
      await expect.poll(() => shownBalance(page)).toBe("4");

      const other = await somebodyElse(browser, baseURL!, viewport);
      const theirs = await other.newPage();
      await theirs.goto(`/studio/community?q=${encodeURIComponent("पतंग")}`);
      await expectClean(theirs);
      await theirs.getByRole("link", { name: title }).first().click();
      await theirs.waitForURL(/\/studio\/community\/pst_/);
      await expectClean(theirs);
      await theirs.getByRole("button", { name: /^Like, / }).click();
      await expect(theirs.getByRole("button", { name: "Like, 1" })).toHaveAttribute("aria-pressed", "true");
      await theirs.getByRole("button", { name: /^Follow / }).click();
      await expect(theirs.getByRole("button", { name: /^Follow / })).toHaveAttribute("aria-pressed", "true");
      await theirs.getByLabel("Write a comment").fill("बहुत सुंदर!");
      await theirs.getByRole("button", { name: "Comment", exact: true }).click();
      await expect(theirs.getByText("बहुत सुंदर!")).toBeVisible();

      await theirs.getByRole("link", { name: "Remix" }).click();
      await theirs.waitForFunction(() => document.querySelector("main [data-ready=true]") !== null);
      await expect(theirs.getByText(/gets 0.5 credit when your remix succeeds/)).toBeVisible();
      await expect(theirs.getByRole("textbox", { name: "Your idea" })).toHaveValue(/Red paper kites/);
      await generateButton(theirs).click();
      await expect(ready(theirs)).toBeVisible({ timeout: 45_000 });

      await expect.poll(() => shownBalance(page), { timeout: 20_000 }).toBe("4.5");
      await expect(page.getByText("6 unread").filter({ visible: true }).first()).toBeAttached({ timeout: 15_000 });
      await page.goto("/studio/notifications");
      for (const said of [
        /liked “Kites over/,
        /commented on “Kites over/,
        /follows you/,
        /remixed “Kites over/,
        /0\.5 credit for a remix/,
      ])
        await expect(page.getByRole("link", { name: said })).toBeVisible();
      await expectClean(page);
      await page.getByRole("button", { name: "Mark all as read" }).click();
      await expect(page.getByText(/\d unread/)).toHaveCount(0);
      await other.close();
    });
  });
}

test("a post, its author's page and Explore are there for whoever has no account; the rest asks to sign in", async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  await signIn(context, baseURL!);
  await openStudio(page);
  await generate(page, "A brass lamp on a window sill");
  await expect(ready(page)).toBeVisible({ timeout: 45_000 });
  await publishFirst(page, "Lamp for everybody");
  const address = page.url();

  const nobody = await browser.newContext({ baseURL: baseURL! });
  const visitor = await nobody.newPage();
  await visitor.goto(address);
  await expect(visitor.getByRole("heading", { name: "Lamp for everybody" })).toBeVisible();
  expect(await visitor.locator("meta[property='og:image']").getAttribute("content")).toContain("/og");
  await visitor
    .getByRole("link", { name: /Meera Iyer/ })
    .first()
    .click();
  await visitor.waitForURL(/\/u\//);
  await expect(visitor.getByRole("heading", { name: "Meera Iyer" })).toBeVisible();
  await expectClean(visitor);
  await visitor.goto("/studio/community");
  await expect(visitor.getByRole("link", { name: "Lamp for everybody" }).first()).toBeVisible();
  await visitor.goto("/studio/notifications");
  await visitor.waitForURL(/\/login/);
  await nobody.close();
});

test("what people type stays text, everywhere it is shown", async ({ page, context, baseURL }) => {
  const hostile = `<img src=x onerror="window.hurt=1"><script>window.hurt=2</script>"'\`{{7*7}}`;
  await signIn(context, baseURL!);
  await openStudio(page);
  await generate(page, `A tin toy ${hostile}`);
  await expect(ready(page)).toBeVisible({ timeout: 45_000 });
  await publishFirst(page, hostile.slice(0, 90));
  const address = page.url();
  await page.getByLabel("Write a comment").fill(hostile);
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  for (const path of [address, "/studio/community", "/studio/my-creations", "/studio/notifications"]) {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    expect(await page.evaluate(() => (window as unknown as { hurt?: number }).hurt)).toBeUndefined();
  }
});
