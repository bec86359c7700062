import { expect, type Page } from "playwright/test";
import { expectClean } from "./clean";
import {
  bought,
  controlSandbox,
  openPopup,
  openShop,
  ownOrders,
  packageOf,
  payButton,
  payElsewhere,
  popup,
  standing,
  summary,
  watchPurchases,
} from "./shop";
import { generateButton, idea, newcomer, openStudio, SIZES, shownBalance, signIn, test } from "./studio";

test.use({ hasTouch: true });
test.beforeEach(async ({ page, context, baseURL }) => {
  await signIn(context, baseURL!);
  page.on("dialog", (dialog) => void dialog.accept());
});
test.afterEach(async ({ page }) => controlSandbox(page, { clear: true }));

/** Balance and both books say 50 more, without anything but opening them. */
async function expectFiftyInTheBooks(page: Page): Promise<void> {
  await expect.poll(() => shownBalance(page)).toBe("53");
  await page.goto("/studio/credits?reason=purchase");
  const purchase = page.getByRole("link", { name: "Credits bought" }).filter({ visible: true });
  await expect(purchase).toHaveCount(1);
  await purchase.click();
  await expect(page.getByRole("heading", { name: "50 credits for ₹200" })).toBeAttached();
  await expect(page.getByRole("listitem").filter({ hasText: "Credits added" })).toBeVisible();
  await page.getByRole("link", { name: "All orders" }).click();
  await expect(page.getByRole("list", { name: "Your orders" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("list", { name: "Your orders" })).toContainText("Credited");
}

for (const { name, viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport });

    test("fifty credits by keyboard alone, and back to the studio with the focus on the way", async ({ page }) => {
      await openShop(page);
      await expect(packageOf(page, 50)).toBeChecked();
      await packageOf(page, 50).focus();
      await page.keyboard.press("ArrowDown");
      await expect(packageOf(page, 100)).toBeChecked();
      await expect(payButton(page)).toContainText("Pay ₹350");
      await page.keyboard.press("ArrowUp");
      for (let presses = 0; presses < 4; presses++) {
        await page.keyboard.press("Tab");
        if (await payButton(page).evaluate((button) => button === document.activeElement)) break;
      }
      await expect(payButton(page)).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(popup(page).getByRole("textbox", { name: "UPI ID" })).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(bought(page, 50)).toBeVisible();
      await expect(page.getByRole("link", { name: "Back to the studio" })).toBeFocused();
      await expect(page.locator("output")).toHaveText(/50 credits added\. You have 53\./);
      await page.keyboard.press("Enter");
      await page.waitForURL("/studio");
      await expectFiftyInTheBooks(page);
    });

    test("fifty credits by touch, and back to the studio by itself", async ({ page }) => {
      const seen = watchPurchases(page);
      await openShop(page);
      await packageOf(page, 25).tap();
      await packageOf(page, 50).tap();
      await payButton(page).tap();
      await popup(page)
        .getByRole("button", { name: /^Pay ₹200/ })
        .tap();
      await expect(bought(page, 50)).toBeVisible();
      await page.waitForURL("/studio");
      await expectFiftyInTheBooks(page);
      expect(seen.orderKeys).toHaveLength(1);
    });
  });
}

test("the popup closed: nothing was charged is said after asking, and the focus is on Pay again", async ({ page }) => {
  const seen = watchPurchases(page);
  await openShop(page);
  await openPopup(page);
  await page.keyboard.press("Escape");
  await expect(popup(page)).toBeHidden();
  await expect(standing(page)).toHaveText("You closed the payment window. Nothing was charged.");
  await expect(payButton(page)).toBeFocused();
  await expectClean(page);
  await openPopup(page);
  expect(new Set(seen.orderKeys).size).toBe(2);
  expect(await shownBalance(page)).toBe("3");
});

test("two presses at once are one order", async ({ page }) => {
  const seen = watchPurchases(page);
  await openShop(page);
  await payButton(page).evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
  });
  await expect(popup(page)).toHaveCount(1);
  expect(seen.orderKeys).toHaveLength(1);
  expect(await ownOrders(page)).toHaveLength(1);
});

test("a declined card, then another way in the same popup", async ({ page }) => {
  const seen = watchPurchases(page);
  await openShop(page);
  await openPopup(page);
  await popup(page).getByRole("textbox", { name: "UPI ID" }).fill("failure@razorpay");
  await popup(page)
    .getByRole("button", { name: /^Pay ₹200/ })
    .click();
  await expect(popup(page).getByRole("alert")).not.toBeEmpty();
  await expect(standing(page)).toContainText("That attempt failed.");
  await popup(page).getByRole("textbox", { name: "UPI ID" }).fill("success@razorpay");
  await popup(page)
    .getByRole("button", { name: /^Pay ₹200/ })
    .click();
  await expect(bought(page, 50)).toBeVisible();
  expect(seen.orderKeys).toHaveLength(1);
  expect(await ownOrders(page)).toMatchObject([{ status: "paid", credits: 50 }]);
});

test("a popup closed on a failure tells the reason and that nothing was charged", async ({ page }) => {
  await openShop(page);
  await openPopup(page);
  await popup(page).getByRole("textbox", { name: "UPI ID" }).fill("failure@razorpay");
  await popup(page)
    .getByRole("button", { name: /^Pay ₹200/ })
    .click();
  await expect(popup(page).getByRole("alert")).not.toBeEmpty();
  await popup(page).getByRole("button", { name: "Close" }).click();
  await expect(standing(page)).toContainText("The last attempt failed:");
  await expect(standing(page)).toContainText("Nothing was charged.");
});

test("paid, and the connection lost on the way back: the webhook's credit shows without a reload", async ({ page }) => {
  const seen = watchPurchases(page);
  await openShop(page);
  await openPopup(page);
  await popup(page).getByRole("button", { name: "Pay, then lose the connection" }).click();
  await expect(bought(page, 50)).toBeVisible();
  expect(seen.verifications()).toBe(0);
  await expect.poll(() => shownBalance(page)).toBe("53");
});

test("a reload in the middle of a payment goes on waiting for it, and shows it when it comes", async ({ page }) => {
  await openShop(page);
  const checkout = await openPopup(page);
  await page.reload();
  await expect(standing(page)).toContainText("We are checking whether your payment went through.");
  await expect(summary(page).getByRole("button", { name: "I have not paid" })).toBeVisible();
  await expectClean(page);
  await payElsewhere(page, checkout);
  await expect(bought(page, 50)).toBeVisible({ timeout: 30_000 });
});

test("whoever has not paid after all starts anew", async ({ page }) => {
  await openShop(page);
  await openPopup(page);
  await page.reload();
  await summary(page).getByRole("button", { name: "I have not paid" }).click();
  await expect(payButton(page)).toBeEnabled();
  await page.reload();
  await expect(payButton(page)).toBeVisible();
  await expect(standing(page)).toHaveCount(0);
});

test("the bank's word is late: the page waits, also after a reload, and then adds the credits", async ({
  page,
  expectErrors,
}) => {
  expectErrors(/503/);
  await openShop(page);
  await openPopup(page);
  await controlSandbox(page, {
    faults: [
      { service: "razorpay", path: "/sandbox/checkout", webhook: "drop" },
      { service: "razorpay", method: "GET", path: "/v1/payments/", status: 503, times: 500 },
      { service: "razorpay", method: "GET", path: "/payments", status: 503, times: 500 },
    ],
  });
  await popup(page)
    .getByRole("button", { name: /^Pay ₹200/ })
    .click();
  await expect(standing(page)).toContainText("Paid. We are waiting to hear from the bank.");
  await expectClean(page);
  await openShop(page);
  await expect(standing(page)).toContainText("Paid. We are waiting to hear from the bank.");
  expect(await shownBalance(page)).toBe("3");
  await controlSandbox(page, { clear: true });
  await expect(bought(page, 50)).toBeVisible({ timeout: 45_000 });
  await expect.poll(() => shownBalance(page)).toBe("53");
});

test("what was paid is not what was ordered: nothing is credited, and the page says so", async ({
  page,
  expectErrors,
}) => {
  expectErrors(/409/);
  await openShop(page);
  await openPopup(page);
  await controlSandbox(page, { faults: [{ service: "razorpay", path: "/sandbox/checkout", webhook: "drop" }] });
  await page.route("**/api/studio/credits/orders/*/verify", async (route) => {
    const { razorpay_payment_id: paymentId } = route.request().postDataJSON() as { razorpay_payment_id: string };
    await controlSandbox(page, { razorpay: [{ do: "tamper", paymentId, amount: 100 }] });
    await route.continue();
  });
  await popup(page)
    .getByRole("button", { name: /^Pay ₹200/ })
    .click();
  await expect(standing(page)).toContainText("What was paid is not what was ordered. Nothing was credited yet");
  await expectClean(page);
  expect(await shownBalance(page)).toBe("3");
  await page.goto("/studio/credits/orders");
  await expect(page.getByRole("list", { name: "Your orders" })).toContainText("Being looked into");
});

test("the payment service away: nothing was charged, and the same press again makes no second order", async ({
  page,
  expectErrors,
}) => {
  expectErrors(/503/);
  const seen = watchPurchases(page);
  await openShop(page);
  await controlSandbox(page, { faults: [{ service: "razorpay", path: "/v1/orders", status: 503, times: 50 }] });
  await payButton(page).click();
  await expect(standing(page)).toContainText("Nothing was charged");
  await expect(payButton(page)).toBeFocused();
  await expectClean(page);
  await controlSandbox(page, { clear: true });
  await openPopup(page);
  expect(new Set(seen.orderKeys).size).toBe(1);
  expect(await ownOrders(page)).toHaveLength(1);
});

test("an answer that got lost is asked for again under the same key", async ({ page, expectErrors }) => {
  expectErrors(/ERR_FAILED/);
  const seen = watchPurchases(page);
  let isFirst = true;
  await page.route("**/api/studio/credits/orders", async (route) => {
    if (route.request().method() !== "POST" || !isFirst) return route.continue();
    isFirst = false;
    await route.fetch();
    await route.abort();
  });
  await openShop(page);
  await payButton(page).click();
  await expect(standing(page)).toContainText("Nothing was charged.");
  await openPopup(page);
  expect(new Set(seen.orderKeys).size).toBe(1);
  expect(await ownOrders(page)).toHaveLength(1);
});

test("a script that does not load is said, and loads with the next press", async ({ page, expectErrors }) => {
  expectErrors(/ERR_FAILED/);
  await page.route("**/checkout.js", (route) => route.abort());
  await openShop(page);
  await payButton(page).click();
  await expect(standing(page)).toContainText("The payment window could not be opened. Nothing was charged.");
  await page.unroute("**/checkout.js");
  await openPopup(page);
  expect(await ownOrders(page)).toHaveLength(1);
});

for (const { name, viewport } of SIZES) {
  test(`short of credits in the studio: buy, and come back to the idea (${name})`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await openStudio(page);
    await idea(page).fill("A blue door in Jodhpur");
    await page.getByRole("radio", { name: /^Premium 4K/ }).check();
    await expect(page.getByText("You need 4 credits and have 3.")).toBeVisible();
    await page.getByRole("link", { name: "Buy 10 for ₹50" }).click();
    await expect(packageOf(page, 10)).toBeChecked();
    await openPopup(page);
    await popup(page)
      .getByRole("button", { name: /^Pay ₹50/ })
      .click();
    await page.getByRole("link", { name: "Back to the studio" }).click();
    await page.waitForURL("/studio");
    await expect(idea(page)).toHaveValue("A blue door in Jodhpur");
    await expect(page.getByRole("radio", { name: /^Premium 4K/ })).toBeChecked();
    await expect(generateButton(page)).toBeEnabled();
  });
}

test("who asks for less motion is not taken away, and nobody who does something", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openShop(page);
  await openPopup(page);
  await popup(page)
    .getByRole("button", { name: /^Pay ₹200/ })
    .click();
  await expect(summary(page).getByRole("button", { name: "Buy more" })).toBeVisible();
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await summary(page).getByRole("button", { name: "Buy more" }).click();
  await openPopup(page);
  await popup(page)
    .getByRole("button", { name: /^Pay ₹200/ })
    .click();
  await summary(page).getByRole("button", { name: "Stay here" }).click();
  await expect(summary(page).getByRole("button", { name: "Buy more" })).toBeVisible();
  await expectClean(page);
  await expect.poll(() => shownBalance(page)).toBe("103");
});

test("a link with a need or a package opens on it, and never leads elsewhere afterwards", async ({ page }) => {
  await openShop(page, "?need=9999");
  await expect(packageOf(page, 250)).toBeChecked();
  await openShop(page, "?need=nonsense");
  await expect(packageOf(page, 50)).toBeChecked();
  await openShop(page, "?need=12&next=https://elsewhere.example/studio");
  await expect(packageOf(page, 25)).toBeChecked();
  await openPopup(page);
  await popup(page)
    .getByRole("button", { name: /^Pay ₹100/ })
    .click();
  await expect(page.getByRole("link", { name: "Back to the studio" })).toHaveAttribute("href", "/studio");
  await expect.poll(() => shownBalance(page)).toBe("28");
});

test("who has not verified the address sees the prices, and why Pay waits", async ({ page, context, baseURL }) => {
  const registered = await context.request.post("/api/auth/register", {
    headers: { Origin: baseURL! },
    data: { ...newcomer(), name: "Meera Iyer", acceptTerms: true },
  });
  expect(registered.status()).toBe(201);
  await openShop(page);
  await expect(payButton(page)).toBeDisabled();
  await expect(payButton(page)).toHaveAccessibleDescription(/^Verify your e-mail first\./);
  await expect(page.getByRole("button", { name: "Send the mail again" })).toBeVisible();
  await expectClean(page);
});
