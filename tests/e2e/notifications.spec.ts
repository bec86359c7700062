import { type Browser, type BrowserContext, expect, type Page } from "playwright/test";
import { expectClean } from "./clean";
import { SIZES, signIn, test } from "./studio";

async function handleOf(context: BrowserContext): Promise<string> {
  const answer = await context.request.get("/api/auth/me");
  return ((await answer.json()) as { user: { handle: string } }).user.handle;
}

/** Somebody else, who follows whom the handle names. */
async function newFollower(browser: Browser, baseURL: string, handle: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL });
  await signIn(context, baseURL);
  const answer = await context.request.post(`/api/users/${handle}/follow`, { headers: { Origin: baseURL } });
  expect(answer.status()).toBe(200);
  return context;
}

const unread = (page: Page, count: number) => page.getByText(`${count} unread`).filter({ visible: true }).first();
const line = (page: Page, text: RegExp) => page.getByRole("main").getByRole("link", { name: text });

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport, hasTouch: viewport.width < 720 });

    test("two tabs hear of it live, a line grows while one looks, reading in one tab reads in the other, and by the keyboard", async ({
      page,
      context,
      browser,
      baseURL,
    }) => {
      await signIn(context, baseURL!);
      const handle = await handleOf(context);
      await page.goto("/studio/notifications");
      await expect(page.getByRole("heading", { name: "Nothing yet" })).toBeVisible();
      await expectClean(page);
      const other = await context.newPage();
      await other.goto("/studio/notifications");

      const followers = [await newFollower(browser, baseURL!, handle)];
      for (const tab of [page, other]) {
        await expect(line(tab, /follows you/)).toBeVisible({ timeout: 15_000 });
        await expect(unread(tab, 1)).toBeAttached();
      }
      followers.push(await newFollower(browser, baseURL!, handle));
      for (const tab of [page, other]) await expect(line(tab, /and Meera Iyer follow you/)).toBeVisible();
      await expect(unread(page, 1)).toBeAttached();
      await expectClean(page);

      await page.getByRole("button", { name: "Mark all as read" }).focus();
      await page.keyboard.press("Enter");
      for (const tab of [page, other]) {
        await expect(tab.getByText(/\d unread/)).toHaveCount(0);
        await expect(tab.getByRole("main").getByText("Unread", { exact: true })).toHaveCount(0);
        await expect(tab.getByRole("button", { name: "Mark all as read" })).toHaveCount(0);
      }
      await line(page, /follow you/).focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/u\//);
      await Promise.all(followers.map((one) => one.close()));
    });

    test("switches are saved at once, go back when they can't be, and what is off is not shown", async ({
      page,
      context,
      browser,
      baseURL,
      expectErrors,
    }) => {
      expectErrors(/500|Failed to load/);
      await signIn(context, baseURL!);
      await page.goto("/settings#notifications");
      const follow = page.getByRole("checkbox", { name: "New followers, in the app" });
      await expect(follow).toBeChecked();
      await page.route("**/api/notifications/settings", (route) => route.abort());
      await follow.click();
      await expect(page.getByText(/New followers could not be changed/)).toBeVisible();
      await expect(follow).toBeChecked();
      await page.unroute("**/api/notifications/settings");
      const saved = page.waitForResponse((response) => response.url().endsWith("/api/notifications/settings"));
      await follow.focus();
      await page.keyboard.press("Space");
      await expect(follow).not.toBeChecked();
      expect((await saved).status()).toBe(200);
      await page.reload();
      await expect(follow).not.toBeChecked();
      await expect(page.getByRole("checkbox", { name: "New followers, by mail" })).toBeChecked();
      await expectClean(page);

      const follower = await newFollower(browser, baseURL!, await handleOf(context));
      await page.goto("/studio/notifications");
      await expect(page.getByRole("heading", { name: "Nothing yet" })).toBeVisible();
      await expect(page.getByText(/\d unread/)).toHaveCount(0);
      await follower.close();
    });
  });
}

test("the daily mail comes, and its link ends it by one press, signed in or not", async ({
  page,
  context,
  browser,
  baseURL,
  expectErrors,
}) => {
  expectErrors(/422/);
  const { email } = await signIn(context, baseURL!);
  const follower = await newFollower(browser, baseURL!, await handleOf(context));
  let link = "";
  await expect
    .poll(
      async () => {
        const answer = await context.request.get(`/sandbox/mail.json?to=${encodeURIComponent(email)}`);
        const mails = (await answer.json()) as { subject: string; links: string[] }[];
        const mail = mails.find(({ subject }) => subject === "1 new notification");
        link = mail?.links.find((one) => one.includes("/unsubscribe")) ?? "";
        return link;
      },
      { timeout: 60_000 },
    )
    .toBeTruthy();
  const nobody = await browser.newContext({ baseURL: baseURL! });
  const visitor = await nobody.newPage();
  await visitor.goto(link);
  await expectClean(visitor);
  await page.goto("/settings#notifications");
  await expect(page.getByRole("checkbox", { name: "Likes, by mail" })).toBeChecked();
  await visitor.getByRole("button", { name: "End the daily mail" }).click();
  await expect(visitor.getByText("Done. No more mails about notifications.")).toBeVisible();
  await expectClean(visitor);
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Likes, by mail" })).not.toBeChecked();
  await page.goto(`${link}x`);
  await page.getByRole("button", { name: "End the daily mail" }).click();
  await expect(page.getByText("This link is not complete. Copy the whole of it from the mail.")).toBeVisible();
  await Promise.all([follower.close(), nobody.close()]);
});
