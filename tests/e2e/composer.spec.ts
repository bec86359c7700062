import { expect } from "playwright/test";
import { DESKTOP, generate, generateButton, idea, openStudio, ready, signIn, test } from "./studio";

test.use({ viewport: DESKTOP });
test.beforeEach(async ({ context, baseURL }) => void (await signIn(context, baseURL!)));

test("a draft survives a reload, and another account in the same browser does not see it", async ({
  page,
  context,
  baseURL,
}) => {
  await openStudio(page);
  await idea(page).fill("गुलाबी शहर, सुबह की धूप");
  await page.getByRole("radio", { name: "16 to 9" }).check();
  await page.reload();
  await expect(idea(page)).toHaveValue("गुलाबी शहर, सुबह की धूप");
  await expect(page.getByRole("radio", { name: "16 to 9" })).toBeChecked();
  // No page is open while nobody is signed in: its stream would be refused.
  await page.goto("about:blank");
  await context.clearCookies();
  await signIn(context, baseURL!);
  await openStudio(page);
  await expect(idea(page)).toHaveValue("");
});

test("an idea typed on the landing page is in the box after signing in, once", async ({ page }) => {
  await page.goto("/terms");
  await page.evaluate(() => localStorage.setItem("studio.draft", "A tea stall in the rain"));
  await openStudio(page);
  await expect(idea(page)).toHaveValue("A tea stall in the rain");
  await idea(page).fill("Something else");
  await page.reload();
  await expect(idea(page)).toHaveValue("Something else");
});

test("only what the tier's model can use is offered, and kept for when the tier changes back", async ({ page }) => {
  await openStudio(page);
  await page.getByText("Advanced", { exact: true }).click();
  await page.getByLabel("Leave out").fill("text, hands");
  await page.getByLabel("Seed", { exact: true }).fill("418207733");
  await page.getByRole("radio", { name: /^Premium 2K/ }).check();
  await expect(page.getByLabel("Leave out")).toHaveCount(0);
  await expect(page.getByLabel("Seed", { exact: true })).toHaveCount(0);
  await page.getByRole("radio", { name: /^Standard/ }).check();
  await expect(page.getByLabel("Leave out")).toHaveValue("text, hands");
  await expect(page.getByLabel("Seed", { exact: true })).toHaveValue("418\u00a0207\u00a0733");
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/generate"));
  await generate(page, "A market street");
  expect((await sent).postDataJSON()).toMatchObject({
    negativePrompt: "text, hands",
    seed: 418207733,
    quotedCredits: 1,
  });
});

test("a template fills the box, and its fields write the prompt", async ({ page }) => {
  await openStudio(page);
  await page.getByRole("button", { name: "Food", exact: true }).click();
  const templates = page.getByRole("region", { name: "Start from something that works" });
  await templates.getByRole("listitem").first().getByRole("button").click();
  await expect(idea(page)).not.toHaveValue("");
  const slot = page
    .getByRole("group", { name: /^Details of/ })
    .getByRole("textbox")
    .first();
  await slot.fill("mango lassi");
  await expect(idea(page)).toHaveValue(/mango lassi/);
});

test("Enhance can be taken back; when it fails one's words stay and the reason is shown", async ({ page }) => {
  await openStudio(page);
  await idea(page).fill("kite in the sky");
  await page.getByRole("button", { name: "Enhance, free" }).click();
  await page.getByRole("button", { name: "Use this" }).click();
  await page.getByRole("list", { name: "Suggestions" }).getByRole("button").first().click();
  await page.getByRole("button", { name: "Undo, back to my words" }).click();
  await expect(idea(page)).toHaveValue("kite in the sky");

  await page.route("**/api/studio/enhance-prompt", (route) =>
    route.fulfill({
      json: {
        originalPrompt: "kite in the sky",
        enhancedPrompt: "kite in the sky",
        enhanced: false,
        reason: "timeout",
        message: "It took too long. Your own words are unchanged.",
        suggestions: [],
        provider: "gemini",
      },
    }),
  );
  await page.getByRole("button", { name: "Enhance, free" }).click();
  await expect(page.getByText("It took too long.")).toBeVisible();
  await expect(idea(page)).toHaveValue("kite in the sky");
});

test("a prompt of before is found, used again and forgotten", async ({ page }) => {
  await openStudio(page);
  await generate(page, "दीवाली की मिठाई का डिब्बा");
  await expect(ready(page)).toBeVisible({ timeout: 45_000 });
  await idea(page).fill("something new");
  await page.getByRole("button", { name: "History" }).click();
  const history = page.getByRole("dialog", { name: "Prompt history" });
  await history.getByRole("searchbox").fill("मिठाई");
  await history.getByRole("button", { name: "Use again" }).click();
  await expect(idea(page)).toHaveValue("दीवाली की मिठाई का डिब्बा");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(idea(page)).toHaveValue("something new");
  await page.getByRole("button", { name: "History" }).click();
  await history.getByRole("button", { name: /^Delete/ }).click();
  await expect(history.getByText("What you make pictures of is listed here.")).toBeVisible();
});

test("a price that has changed is named, and nothing is spent before one presses again", async ({
  page,
  expectErrors,
}) => {
  expectErrors(/409/);
  await page.route("**/api/studio/generate", async (route) => {
    await route.continue({ postData: { ...route.request().postDataJSON(), quotedCredits: 0.5 } });
  });
  await openStudio(page);
  await generate(page, "A white horse");
  await expect(
    page.getByRole("alert").filter({ hasText: "The price has changed: this is 1 credit now." }),
  ).toBeVisible();
  await expect(generateButton(page)).toBeEnabled();
});
