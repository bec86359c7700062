import { type Browser, expect, type Page } from "playwright/test";
import { expectClean } from "./clean";
import { hangPictures, ofTheApp } from "./many";
import { SIZES, signIn, test } from "./studio";

let id: string;
test.beforeEach(async ({ context, baseURL }) => {
  const { email } = await signIn(context, baseURL!);
  [id] = (await hangPictures(ofTheApp(), { email, count: 1 })) as [string];
});

const dialog = (page: Page) => page.getByRole("dialog", { name: "Share this picture" });

/** Opens the dialog and waits for the link. */
async function share(page: Page): Promise<string> {
  await page.goto(`/studio/my-creations/${id}`);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = dialog(page).getByText(/\/s\/shr_/);
  await expect(link).toBeVisible({ timeout: 30_000 });
  return link.innerText();
}

async function openAsNobody(browser: Browser, url: string, options: object) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const response = await page.goto(url);
  return { page, status: response?.status(), close: () => context.close() };
}

for (const [at, { name, viewport }] of SIZES.entries()) {
  test.describe(name, () => {
    test.use({ viewport });

    test("whoever has the link sees the picture with its mark, and nothing of its recipe", async ({
      page,
      browser,
    }) => {
      const url = await share(page);
      const shown = dialog(page).getByRole("img", { name: "What others will see" });
      await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
      const colorScheme = at === 0 ? "light" : "dark";
      const nobody = await openAsNobody(browser, url, { viewport, colorScheme });
      expect(nobody.status).toBe(200);
      const picture = nobody.page.getByRole("img", { name: "Picture made with AI" });
      await expect(picture).toBeVisible();
      const [wide, declared] = await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.width]);
      expect(wide).toBeGreaterThan(0);
      expect(declared).toBeGreaterThan(0);
      await expect(
        nobody.page.getByRole("heading", { name: "Made by Meera Iyer with Community AI Studio" }),
      ).toBeVisible();
      await expect(nobody.page.getByText("This picture is AI-generated")).toBeVisible();
      await expect(nobody.page.getByRole("link", { name: "Make your own" })).toBeVisible();
      expect(await nobody.page.content()).not.toMatch(/पतंग|@example\.in|img_/);
      await expectClean(nobody.page);
      await nobody.page.setViewportSize({ width: 320, height: 640 });
      expect(await nobody.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await nobody.close();
    });
  });
}

test("other sites' previews get an absolute picture of the right size, and search engines are sent away", async ({
  page,
  request,
}) => {
  const url = await share(page);
  await page.goto(url);
  const meta = (name: string) =>
    page.locator(`meta[property="${name}"], meta[name="${name}"]`).first().getAttribute("content");
  expect(await meta("robots")).toContain("noindex");
  const imageUrl = await meta("og:image");
  expect(imageUrl).toMatch(/^https?:\/\/[^/]+\/media\/shr_/);
  expect(await meta("twitter:card")).toBe("summary_large_image");
  expect(await meta("twitter:image")).toBe(imageUrl);
  const response = await request.get(imageUrl!);
  expect(response.headers()["content-type"]).toBe("image/jpeg");
  const size = await page.evaluate(async (src) => {
    const image = new Image();
    image.src = src;
    await image.decode();
    return [String(image.naturalWidth), String(image.naturalHeight)];
  }, new URL(imageUrl!).pathname);
  expect(size).toEqual([await meta("og:image:width"), await meta("og:image:height")]);
});

test("the link is copied, stays the same when asked again, and shows nothing once it is taken back", async ({
  page,
  context,
  browser,
  expectErrors,
}) => {
  expectErrors(/404/);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const url = await share(page);
  await dialog(page).getByRole("button", { name: "Copy link" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Share", exact: true })).toBeFocused();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(dialog(page).getByText(url)).toBeVisible();
  await dialog(page).getByRole("button", { name: "Take the link back" }).click();
  await expect(page.getByText("The link is taken back.")).toBeVisible();
  const nobody = await openAsNobody(browser, url, {});
  expect(nobody.status).toBe(404);
  await nobody.close();
});

test("the device's own sheet gets the marked file and the link, and a dismissed one is no failure", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const shared: unknown[] = [];
    Object.assign(window, { shared });
    navigator.canShare = () => true;
    navigator.share = async (data) => {
      const [file] = data?.files ?? [];
      shared.push([data?.url, file?.type, file?.size]);
      throw new DOMException("dismissed", "AbortError");
    };
  });
  const url = await share(page);
  await dialog(page).getByRole("button", { name: "Share", exact: true }).click();
  const shared = () => page.evaluate(() => (window as unknown as { shared: [string, string, number][] }).shared);
  await expect.poll(shared).toHaveLength(1);
  const [[sharedUrl, type, size]] = (await shared()) as [[string, string, number]];
  expect([sharedUrl, type]).toEqual([url, "image/jpeg"]);
  expect(size).toBeGreaterThan(1_000);
  await expect(page.getByText("It could not be shared")).toBeHidden();
});
