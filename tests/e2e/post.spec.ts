import { expect } from "playwright/test";
import { expectClean } from "./clean";
import { makePost, postPath } from "./community";
import { SIZES, signIn, test } from "./studio";

for (const { name, viewport } of SIZES) {
  const isPhone = viewport.width < 720;
  test.describe(name, () => {
    test.use({ viewport, hasTouch: isPhone });

    test("its author edits a post, sees where it went, and deletes it", async ({
      page,
      context,
      browser,
      baseURL,
      expectErrors,
    }) => {
      expectErrors(/422/);
      await signIn(context, baseURL!);
      const { postId, imageId } = await makePost(context, baseURL!, { title: `Lamp ${name}` });
      const other = await browser.newContext({ baseURL: baseURL!, viewport });
      await signIn(other, baseURL!);
      const remix = await makePost(other, baseURL!, { title: `Lamp anew ${name}`, sourcePostId: postId });

      await page.goto(postPath(postId));
      const lineage = page.getByRole("region", { name: "Lineage" });
      await expect(lineage.getByRole("link", { name: `Remixed as Lamp anew ${name}` })).toBeVisible();
      await page.getByRole("button", { name: "Edit", exact: true }).click();
      const dialog = page.getByRole("dialog", { name: "Edit this post" });
      await dialog.getByLabel("Title").fill("");
      await dialog.getByRole("button", { name: "Save" }).click();
      await expect(dialog.getByText("The title needs 1 to 100 characters.")).toBeVisible();
      await dialog.getByLabel("Title").fill("दीया, नया");
      await dialog.getByRole("radio", { name: /^Unlisted/ }).check();
      await expectClean(page);
      await dialog.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("heading", { name: "दीया, नया" })).toBeVisible();
      await expectClean(page);

      const theirs = await other.newPage();
      await theirs.goto(postPath(remix.postId));
      await expect(theirs.getByRole("link", { name: "Made from दीया, नया" })).toBeVisible();

      await page.getByRole("button", { name: "Delete", exact: true }).click();
      const asking = page.getByRole("dialog", { name: "Delete this post?" });
      await expect(asking.getByText(/Remixes that others made stay/)).toBeVisible();
      await asking.getByRole("button", { name: "Delete" }).click();
      await page.waitForURL(`**/studio/my-creations/${imageId}`);
      await theirs.reload();
      await expect(theirs.getByRole("heading", { name: `Lamp anew ${name}` })).toBeVisible();
      await expect(theirs.getByText("Made from")).toHaveCount(0);
      await other.close();
    });

    test("a held post says why, and its author asks once for another look", async ({
      page,
      context,
      baseURL,
      expectErrors,
    }) => {
      expectErrors(/422/);
      await signIn(context, baseURL!);
      const { postId } = await makePost(context, baseURL!, { title: "Call 98765 43210 for lamps" });
      await page.goto(postPath(postId));
      await expect(page.getByText("Held for review.")).toBeVisible();
      await expect(page.getByText(/It is about the title/)).toBeVisible();
      await expectClean(page);
      await page.getByRole("button", { name: "Ask for another look" }).click();
      const dialog = page.getByRole("dialog", { name: "Ask for another look" });
      await dialog.getByRole("button", { name: "Send" }).click();
      await expect(dialog.getByText("Your reason needs 1 to 1,000 characters.")).toBeVisible();
      await dialog.getByLabel("Why should others see it?").fill("It is my shop's public number.");
      await expectClean(page);
      await dialog.getByRole("button", { name: "Send" }).click();
      await expect(page.getByText(/You have asked for another look/)).toBeVisible();
      await expect(page.getByRole("button", { name: "Ask for another look" })).toHaveCount(0);
    });

    if (isPhone)
      test("Remix stands in the bottom bar's place, and the arrow leads back to where one was", async ({
        page,
        context,
        baseURL,
      }) => {
        await signIn(context, baseURL!);
        const { postId } = await makePost(context, baseURL!, { title: "Lamp at the dock", tags: ["dock"] });
        await page.goto("/studio/community?tag=dock");
        await page.getByRole("link", { name: "Lamp at the dock" }).click();
        await page.waitForURL(`**${postPath(postId)}`);
        await expect(page.getByRole("link", { name: "Remix", exact: true })).toBeInViewport();
        await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
        await page.getByRole("link", { name: "Back to Explore" }).click();
        await page.waitForURL("**/studio/community?tag=dock");
        await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
        await page.goto(postPath(postId));
        await page.getByRole("link", { name: "Remix", exact: true }).click();
        await page.waitForURL(/remix=pst_/);
      });
  });
}
