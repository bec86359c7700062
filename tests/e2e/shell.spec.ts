import { expect } from "playwright/test";
import { openStudio, signIn, test } from "./studio";

test("the sandbox's banner names what is simulated, and stays away once it was hidden", async ({
  page,
  context,
  baseURL,
}) => {
  await signIn(context, baseURL!);
  await openStudio(page);
  const banner = page.getByRole("complementary", { name: "Sandbox" });
  await expect(banner).toContainText("pictures, prompt enhancement and mail");
  await banner.getByRole("button", { name: "Hide" }).click();
  await expect(banner).toHaveCount(0);
  const html = await (await page.request.get("/studio/credits")).text();
  expect(html).toContain("Credit history");
  expect(html).not.toContain("simulated");
});
