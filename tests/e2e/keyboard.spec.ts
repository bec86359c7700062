import { expect, type Page } from "playwright/test";
import { DESKTOP, idea, ready, signIn, test } from "./studio";

test.use({ viewport: DESKTOP });

const FAR = 60;

/** Presses Tab until an element of this description has the focus. */
async function tabTo(
  page: Page,
  role: "button" | "textbox" | "link" | "combobox" | "radio",
  name: RegExp,
): Promise<void> {
  const wanted = page.getByRole(role, { name });
  for (let presses = 0; presses < FAR; presses++) {
    await page.keyboard.press("Tab");
    const all = await wanted.all();
    for (const one of all) if (await one.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never reached the ${role} ${name}.`);
}

test("the whole job by keyboard alone: type, choose, generate, download, publish, delete, undo", async ({
  page,
  context,
  baseURL,
}) => {
  await signIn(context, baseURL!);
  await page.goto("/studio");
  await tabTo(page, "link", /skip/i);
  await page.keyboard.press("Enter");
  await tabTo(page, "textbox", /Your idea/);
  await page.keyboard.type("A green parrot on a branch");
  await tabTo(page, "button", /Enhance/);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: /^Standard/ })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: /^Premium 2K/ })).toBeChecked();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(idea(page)).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(ready(page)).toBeVisible({ timeout: 45_000 });

  await tabTo(page, "button", /^Download$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: /PNG/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  const arriving = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await arriving).suggestedFilename()).toMatch(/\.webp$/);

  await tabTo(page, "button", /^Publish$/);
  await page.keyboard.press("Enter");
  const publishing = page.getByRole("dialog", { name: "Publish this picture" });
  await expect(publishing.getByLabel("Title")).toHaveValue("A green parrot on a branch");
  await tabTo(page, "combobox", /^Category$/);
  await page.keyboard.type("Festival");
  await tabTo(page, "textbox", /^Tags/);
  await page.keyboard.type("तोता");
  await page.keyboard.press("Enter");
  await page.keyboard.type("parrot,");
  await expect(publishing.getByRole("button", { name: /^Remove the tag/ })).toHaveCount(2);
  await tabTo(page, "radio", /^Public/);
  await page.keyboard.press("ArrowRight");
  await expect(publishing.getByRole("radio", { name: /^Unlisted/ })).toBeChecked();
  await tabTo(page, "button", /^Publish$/);
  await page.keyboard.press("Enter");
  await expect(publishing).toBeHidden({ timeout: 30_000 });
  await expect(page.getByText("Published.", { exact: true })).toBeVisible();

  await tabTo(page, "button", /^Delete$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Delete this picture?" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Delete this picture?" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Delete", exact: true })).toBeFocused();
});
