import { expect } from "playwright/test";
import sharp from "sharp";
import { expectClean } from "./clean";
import { SIZES, signIn, test } from "./studio";

const photo = () =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: "#047857" } })
    .png()
    .toBuffer();

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport });

    test("one's profile: picture, words, handle, and who follows", async ({
      page,
      context,
      browser,
      baseURL,
      expectErrors,
    }) => {
      expectErrors(/409|422/);
      await signIn(context, baseURL!);
      await page.goto("/settings");
      await page
        .getByLabel("Picture of you")
        .setInputFiles({ name: "me.png", mimeType: "image/png", buffer: await photo() });
      await expect(page.getByText("Your picture is saved.")).toBeVisible();
      await page
        .getByLabel("Picture of you")
        .setInputFiles({ name: "me.png", mimeType: "image/png", buffer: Buffer.from("none") });
      await expect(page.getByText(/Choose a PNG, JPEG or WebP picture that opens/)).toBeVisible();
      await expectClean(page);

      const before = await page.getByLabel("Handle").inputValue();
      const handle = `meera_${viewport.width}_${Date.now() % 100_000}`;
      await page.getByLabel("Handle").fill(handle);
      await page.getByLabel("About you").fill("Diyas, kites and monsoon clouds.");
      await page.getByLabel("Who may comment on your posts").selectOption("followers");
      await page.getByRole("button", { name: "Save profile" }).click();
      await expect(page.getByText("Your profile is saved.")).toBeVisible();
      await page.getByLabel("Handle").fill("admin");
      await page.getByRole("button", { name: "Save profile" }).click();
      await expect(page.getByText("This handle is taken. Choose another one.")).toBeVisible();

      const other = await browser.newContext({ baseURL: baseURL!, viewport });
      await signIn(other, baseURL!);
      const theirs = await other.newPage();
      await theirs.goto(`/u/${before}`);
      await theirs.waitForURL(`**/u/${handle}`);
      await expect(theirs.getByText("Diyas, kites and monsoon clouds.")).toBeVisible();
      const picture = theirs.locator(`main img[src^="/media/avt_"]`);
      expect(await picture.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth))).toBe(512);
      await theirs.getByRole("button", { name: "Follow Meera Iyer" }).click();
      await expect(theirs.getByRole("button", { name: "Follow Meera Iyer" })).toHaveAttribute("aria-pressed", "true");
      await expectClean(theirs);
      await theirs.getByRole("link", { name: "Follower" }).click();
      await theirs.waitForURL(`**/u/${handle}/followers`);
      await expect(theirs.getByRole("heading", { name: "Followers" })).toBeVisible();
      await expect(theirs.getByRole("main").getByRole("listitem")).toHaveCount(1);
      await expectClean(theirs);

      await page.reload();
      await page.getByLabel("Private profile").check();
      await page.getByRole("button", { name: "Save profile" }).click();
      await expect(page.getByText("Your profile is saved.")).toBeVisible();
      const stranger = await browser.newContext({ baseURL: baseURL! });
      expect((await (await stranger.newPage()).goto(`/u/${handle}`))?.status()).toBe(404);
      await theirs.goto(`/u/${handle}`);
      await expect(theirs.getByRole("heading", { name: "Meera Iyer" })).toBeVisible();
      await Promise.all([other.close(), stranger.close()]);
    });

    test("an invitation: the link, who joined by it, and what it says to them", async ({
      page,
      context,
      browser,
      baseURL,
    }) => {
      await signIn(context, baseURL!);
      await page.goto("/studio/referrals");
      await expect(page.getByText("Nobody yet")).toBeVisible();
      await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
      await expectClean(page);
      const link = await page
        .getByText(/\/r\/[a-z0-9]{8}$/)
        .first()
        .innerText();

      const joining = await browser.newContext({ baseURL: baseURL!, viewport });
      const visitor = await joining.newPage();
      await visitor.goto(link.slice(link.indexOf("/r/")));
      await expect(visitor.getByText(/Meera Iyer invited you: 8 credits to start with/)).toBeVisible();
      await visitor.getByLabel("Name").fill("Zoya Khan");
      await visitor.getByLabel("E-mail address").fill(`zoya${viewport.width}x${Date.now()}@example.in`);
      await visitor.getByLabel("Password").fill("a long enough sentence");
      await visitor.getByRole("checkbox").check();
      await visitor.getByRole("button", { name: "Create account" }).click();
      await visitor.waitForURL("**/studio");
      await page.reload();
      await expect(page.getByText("Zoya Khan")).toBeVisible();
      await expect(page.getByText(/has not confirmed the address yet/)).toBeVisible();
      await joining.close();
    });
  });
}
