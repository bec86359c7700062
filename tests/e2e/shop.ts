import { expect, type Locator, type Page, type Request } from "playwright/test";

/** The payment service's window, as the sandbox stands in for it. */
export const popup = (page: Page) => page.getByRole("dialog", { name: "Razorpay sandbox" });
export const summary = (page: Page) => page.getByRole("region", { name: "Order summary" });
export const payButton = (page: Page) => summary(page).getByRole("button", { name: /^Pay ₹/ });
export const packageOf = (page: Page, credits: number) =>
  page.getByRole("radio", { name: new RegExp(`^${credits} credits for`) });
export const bought = (page: Page, credits: number) => page.getByRole("heading", { name: `${credits} credits added` });
/** Where a purchase stands, as the page says it. */
export const standing = (page: Page): Locator => summary(page).locator("[data-step]");

/** Opens Buy Credits and waits until the page listens to presses. */
export async function openShop(page: Page, query = ""): Promise<void> {
  await page.goto(`/studio/buy-credits${query}`);
  await page.waitForFunction(() => document.querySelector("main [data-ready=true]") !== null);
}

/** What the popup was opened with. */
type Checkout = { orderId: string; razorpayOrderId: string; keyId: string };

/** Presses Pay; the popup stands open afterwards. */
export async function openPopup(page: Page): Promise<Checkout> {
  const answer = page.waitForResponse((response) => isPost(response.request(), /\/credits\/orders$/) && response.ok());
  await payButton(page).click();
  await expect(popup(page)).toBeVisible();
  return (await (await answer).json()) as Checkout;
}

/** Pays an order from somewhere else, as on a phone. */
export async function payElsewhere(page: Page, { keyId: key, razorpayOrderId: order_id }: Checkout): Promise<void> {
  const data = { key, order_id, outcome: "success" };
  const answer = await page.request.post("/sandbox/razorpay/v1/sandbox/checkout", { data });
  expect(answer.ok()).toBe(true);
}

const isPost = (request: Request, path: RegExp) =>
  request.method() === "POST" && path.test(new URL(request.url()).pathname);

/** Collects the idempotency keys of orders, and counts verifications, from here on. */
export function watchPurchases(page: Page): { orderKeys: string[]; verifications: () => number } {
  const orderKeys: string[] = [];
  let verifications = 0;
  page.on("request", (request) => {
    if (isPost(request, /\/credits\/orders$/)) orderKeys.push(request.headers()["idempotency-key"] ?? "");
    if (isPost(request, /\/credits\/orders\/[^/]+\/verify$/)) verifications += 1;
  });
  return { orderKeys, verifications: () => verifications };
}

/** Turns the sandbox's screws, at its own door. */
export async function controlSandbox(page: Page, body: Record<string, unknown>): Promise<void> {
  const answer = await page.request.post(`${process.env.STUDIO_SANDBOX_URL}/_control`, { data: body });
  expect(answer.status()).toBe(200);
}

type Order = { status: string; credits: number; timeline: { event: string }[] };

/** This person's orders, newest first. */
export async function ownOrders(page: Page): Promise<Order[]> {
  const answer = await page.request.get("/api/studio/credits/orders");
  return ((await answer.json()) as { items: Order[] }).items;
}
