import { readdirSync } from "node:fs";
import path from "node:path";
import { expect } from "playwright/test";
import { expectClean, expectNoSidewaysScroll } from "./clean";
import { DESKTOP, PHONE, signIn, test } from "./studio";
import { hangReported, newMember, sql } from "./team";

const APP = path.resolve(import.meta.dirname, "../../app/(studio)/admin");

/** Who may see each page of the team; one that lies in the tree and not here fails the first test. */
const PAGES: Record<string, "moderator" | "admin"> = {
  "/admin": "admin",
  "/admin/moderation": "moderator",
  "/admin/tickets": "moderator",
  "/admin/users": "admin",
  "/admin/users/[id]": "admin",
  "/admin/users/adjustments": "admin",
  "/admin/users/grants": "admin",
  "/admin/catalogue": "admin",
  "/admin/settings": "admin",
  "/admin/providers": "admin",
  "/admin/jobs": "admin",
  "/admin/jobs/[id]": "admin",
  "/admin/payments": "admin",
  "/admin/payments/[orderId]": "admin",
  "/admin/ledger": "admin",
  "/admin/audit": "admin",
};

const inTree = () =>
  readdirSync(APP, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name === "page.tsx")
    .map(({ parentPath }) => `/admin/${path.relative(APP, parentPath)}`.replace(/\/$/, ""))
    .sort();

test("every page of the team is there for those it is for, and for nobody else", async ({
  browser,
  baseURL,
  context,
  page,
}) => {
  expect(inTree()).toEqual(Object.keys(PAGES).sort());
  const { email } = await signIn(context, baseURL!);
  const [member, admin] = [
    await newMember(browser, baseURL!, "moderator"),
    await newMember(browser, baseURL!, "admin"),
  ];
  const [user] = await sql<{ id: string }>(`SELECT id FROM "user" WHERE email = $1`, [email]);
  const nobody = await browser.newContext({ baseURL: baseURL! });
  const addressOf = (pattern: string) =>
    pattern.replace("users/[id]", `users/${user?.id}`).replace(/\[\w+\]/, "gen_unknown");
  for (const [pattern, role] of Object.entries(PAGES)) {
    const statusFor = async (who: typeof context) =>
      (await who.request.get(addressOf(pattern), { maxRedirects: 0 })).status();
    // What has no such thing is a 404 for admins, too.
    const found = pattern.includes("[") && !pattern.includes("users") ? 404 : 200;
    expect([
      pattern,
      await statusFor(nobody),
      await statusFor(context),
      await statusFor(member.context),
      await statusFor(admin.context),
    ]).toEqual([...[pattern, 307, 404, role === "moderator" ? found : 404, found]]);
  }
  // The menu says the same.
  await page.goto("/studio");
  await expect(page.getByRole("link", { name: "Moderation" })).toHaveCount(0);
  const theirs = await member.context.newPage();
  await theirs.goto("/studio");
  await expect(
    theirs.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Moderation" }),
  ).toBeVisible();
  await expect(theirs.getByRole("link", { name: "Audit log" })).toHaveCount(0);
  for (const one of [nobody, member.context, admin.context]) await one.close();
});

for (const theme of ["light", "dark"] as const) {
  test(`every list of the team is clean and fits 320 px, ${theme}`, async ({ browser, baseURL, context }) => {
    test.setTimeout(180_000);
    const { email } = await signIn(context, baseURL!);
    const admin = await newMember(browser, baseURL!, "admin");
    const [user] = await sql<{ id: string }>(`SELECT id FROM "user" WHERE email = $1`, [email]);
    await hangReported(email, admin.email, 2, `axe${Date.now()}`);
    const page = await admin.context.newPage();
    await page.emulateMedia({ colorScheme: theme });
    const addresses = Object.keys(PAGES).filter((pattern) => !pattern.includes("["));
    for (const address of [...addresses, `/admin/users/${user?.id}`, "/guidelines", "/grievance", "/transparency"]) {
      await test.step(address, async () => {
        await page.setViewportSize(theme === "light" ? DESKTOP : PHONE);
        await page.goto(address);
        await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
        await expectClean(page);
        await expectNoSidewaysScroll(page);
      });
    }
    await admin.context.close();
  });
}

test("a price is changed with its effect seen before, is in force at once, and is taken back", async ({
  browser,
  baseURL,
  request,
}) => {
  const admin = await newMember(browser, baseURL!, "admin");
  const page = await admin.context.newPage();
  const sold = async () => (await (await request.get("/api/studio/credits/packages")).json()).items[0].pricePaise;
  const before = await sold();
  await page.goto("/admin/settings");
  await page.getByLabel("Price, ₹").first().fill("45");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("cell", { name: "10 credits for ₹45, 10 % saved" })).toBeVisible();
  await page.getByRole("button", { name: "Apply now" }).click();
  await expect(page.getByText("In force now.")).toBeVisible();
  await expect.poll(sold).toBe(4_500);
  await page.getByRole("button", { name: "Make this one again" }).first().click();
  await expect.poll(sold).toBe(before);
  await admin.context.close();
});
