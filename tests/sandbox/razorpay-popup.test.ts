import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { expect as expectPage } from "playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import playwright from "@/playwright.config";
import { openMerchant } from "./razorpay-merchant";
import { RAZORPAY_KEY_ID } from "./sandbox";

const POLICY =
  "default-src 'self'; script-src 'nonce-n' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; connect-src 'self'; base-uri 'none'";
/** Loads the script as the app does, from a script that carries the nonce. */
const PAGE = `<!doctype html><html lang="en"><title>Shop</title><main><h1>Shop</h1><button>Buy</button></main>
<script nonce="n">
  const script = document.createElement("script");
  script.src = "/sandbox/razorpay/v1/checkout.js";
  script.onload = () => { document.body.dataset.ready = "true"; };
  document.head.append(script);
</script></html>`;

let shop: Awaited<ReturnType<typeof openMerchant>>;
let browser: Browser;
let server: Server;
let context: BrowserContext;
let page: Page;
let complaints: string[];

/** The shop's page, and behind `/sandbox/` the sandbox, as in the app. */
const openShop = () =>
  createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!request.url?.startsWith("/sandbox/")) {
    response.writeHead(200, { "content-type": "text/html", "content-security-policy": POLICY }).end(PAGE);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { method = "GET" } = request;
  const address = `${shop.url}${request.url.slice("/sandbox".length)}`;
  const answer = await fetch(address, { method, ...(method === "POST" ? { body: Buffer.concat(chunks) } : {}) });
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
}

beforeAll(async () => {
  shop = await openMerchant();
  server = openShop();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await chromium.launch({ headless: true, ...playwright.use?.launchOptions });
});
beforeEach(async () => {
  await start();
});
afterEach(async () => {
  await context.close();
  shop.faults.clear();
  shop.log.clear();
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await shop.close();
});

async function start(settings: Parameters<Browser["newContext"]>[0] = {}) {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...settings });
  page = await context.newPage();
  complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("favicon")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.locator("body[data-ready=true]").waitFor();
}

const popup = () => page.getByRole("dialog", { name: "Razorpay sandbox" });
const field = (name: string) => popup().getByLabel(name, { exact: true });
const payButton = () => popup().getByRole("button", { name: "Pay ₹200", exact: true });
/** What the page was told, in order. */
const told = () => page.evaluate(() => (window as unknown as { told: unknown[] }).told);

type Options = Record<string, unknown>;
/** Opens the popup on a new order; the order's id. */
async function open(options: Options = {}): Promise<string> {
  const { id } = await shop.order();
  const given = { key: RAZORPAY_KEY_ID, order_id: id, amount: 20_000, currency: "INR", name: "The shop", ...options };
  await page.getByRole("button", { name: "Buy" }).focus();
  await page.evaluate((given) => {
    type Popup = { on(event: string, listener: (what: unknown) => void): void; open(): void; close(): void };
    const scope = window as unknown as { Razorpay: new (o: unknown) => Popup; told: unknown[]; popup: Popup };
    scope.told = [];
    const tell = (name: string) => (what: unknown) => void scope.told.push([name, what ?? null]);
    const modal = { ...(given as { modal?: object }).modal, ondismiss: tell("dismissed") };
    scope.popup = new scope.Razorpay({ ...given, modal, handler: tell("paid") });
    scope.popup.on("payment.failed", tell("failed"));
    scope.popup.open();
  }, given);
  await expectPage(popup()).toBeVisible();
  return id;
}
const payments = async (orderId: string) => (await shop.paymentsOf(orderId)).map(({ status }) => status);

async function expectClean(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(" "))])).toEqual([]);
}

describe("checkout.js", () => {
  it.each([
    ["a phone in daylight", { viewport: { width: 360, height: 800 }, colorScheme: "light" as const }],
    ["a desk at night", { colorScheme: "dark" as const }],
  ])("is clean and fits on %s", async (_, settings) => {
    await start(settings);
    await open({ description: "50 credits", theme: { color: "#e0a030" } });
    await expectPage(popup()).toContainText("The shop: 50 credits");
    await expectPage(popup()).toContainText("A test: no money moves.");
    await expectPage(popup()).toContainText("₹200");
    await expectClean();
    await field("Card").check();
    await expectClean();
    const sizes = await popup().evaluate((one) => [
      ...[one.scrollWidth <= one.clientWidth, one.getBoundingClientRect().right <= innerWidth],
      document.documentElement.scrollWidth <= innerWidth,
    ]);
    expect(sizes).toEqual([true, true, true]);
    for (const button of await popup().getByRole("button").all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });

  it("takes the page's theme before the machine's", async () => {
    await start({ colorScheme: "light" });
    const ground = () => popup().evaluate((one) => getComputedStyle(one).backgroundColor);
    await open();
    const light = await ground();
    await page.keyboard.press("Escape");
    await page.evaluate(() => {
      document.documentElement.dataset.theme = "dark";
    });
    await open();
    expect(await ground()).not.toBe(light);
  });

  it("pays by keyboard alone, and hands over what the server can verify", async () => {
    const orderId = await open({ prefill: { email: "asha@example.com", contact: "+919876543210" } });
    await expectPage(field("UPI ID")).toBeFocused();
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("BUTTON");
    }
    await field("UPI ID").focus();
    await page.keyboard.press("Enter");
    await expectPage(popup()).toHaveCount(0);
    const [payment] = await shop.paymentsOf(orderId);
    expect(await told()).toEqual([
      [
        "paid",
        {
          ...{ razorpay_order_id: orderId, razorpay_payment_id: payment?.id },
          razorpay_signature: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
    ]);
    expect(payment).toMatchObject({ status: "captured", email: "asha@example.com", contact: "+919876543210" });
    await expectPage(page.getByRole("button", { name: "Buy" })).toBeFocused();
  });

  it("shows why it failed, tells the page, and pays at the next try, all in one popup", async () => {
    const orderId = await open({ retry: { enabled: true, max_count: 4 } });
    await field("UPI ID").fill("failure@razorpay");
    await payButton().click();
    await expectPage(popup().getByRole("alert")).toHaveText(/could not be completed/);
    await field("Card").check();
    await expectPage(field("UPI ID")).toBeHidden();
    await field("Test card").selectOption({ label: "Visa, is declined" });
    await expectPage(field("Card number")).toHaveValue("4100 2800 0006 0003");
    await payButton().click();
    await expectPage(popup().getByRole("alert")).toHaveText(/declined/);
    await field("Card number").fill("5500 6700 0000 1002");
    await field("One-time password").fill("12");
    await payButton().click();
    await expectPage(popup().getByRole("alert")).toHaveText(/password is wrong/);
    await field("One-time password").fill("1234");
    await payButton().click();
    await expectPage(popup()).toHaveCount(0);
    const story = (await told()) as [string, { error?: { reason: string; metadata: object } }][];
    expect(story.map(([name, what]) => [name, what.error?.reason])).toEqual([
      ...[
        ["failed", "payment_failed"],
        ["failed", "card_declined"],
        ["failed", "incorrect_otp"],
        ["paid", undefined],
      ],
    ]);
    expect(story[0]?.[1].error?.metadata).toEqual({ order_id: orderId, payment_id: expect.stringMatching(/^pay_/) });
    expect(await payments(orderId)).toEqual(["captured", "failed", "failed", "failed"]);
  });

  it("closes after a failure when nobody may try again", async () => {
    await open({ retry: { enabled: false } });
    await field("UPI ID").fill("failure@razorpay");
    await payButton().click();
    await expectPage(popup()).toHaveCount(0);
    expect(((await told()) as [string][]).map(([name]) => name)).toEqual(["failed", "dismissed"]);
  });

  it("pays and then tells nobody when the connection is lost", async () => {
    const orderId = await open();
    await popup().getByRole("button", { name: "Pay, then lose the connection" }).click();
    await expectPage(popup()).toHaveCount(0);
    expect([await told(), await payments(orderId)]).toEqual([[], ["captured"]]);
  });

  it("closes by its button and by Escape, says so, and opens again", async () => {
    for (const leave of [
      () => popup().getByRole("button", { name: "Close" }).click(),
      () => page.keyboard.press("Escape"),
    ]) {
      const orderId = await open();
      await leave();
      await expectPage(popup()).toHaveCount(0);
      expect([await told(), await payments(orderId)]).toEqual([[["dismissed", null]], []]);
    }
  });

  it("asks first when the page wants so", async () => {
    const answers = [false, true];
    page.on("dialog", (dialog) => void (answers.shift() ? dialog.accept() : dialog.dismiss()));
    await open({ modal: { confirm_close: true } });
    await page.keyboard.press("Escape");
    await expectPage(popup()).toBeVisible();
    await page.keyboard.press("Escape");
    await expectPage(popup()).toHaveCount(0);
    expect(await told()).toEqual([["dismissed", null]]);
  });

  it("stays at any number of Escapes when the page wants so, and closes silently by the page's own hand", async () => {
    await open({ modal: { escape: false } });
    for (let presses = 0; presses < 4; presses++) await page.keyboard.press("Escape");
    await expectPage(popup()).toBeVisible();
    await page.evaluate(() => (window as unknown as { popup: { close(): void } }).popup.close());
    await expectPage(popup()).toHaveCount(0);
    expect(await told()).toEqual([]);
  });

  it("lets the buyer leave while the bank thinks, and pays once however often the button is pressed", async () => {
    await shop.control({ faults: [{ service: "razorpay", path: "checkout", latency: 700 }] });
    const orderId = await open();
    await payButton().click();
    // It says that it is disabled, and keeps the focus.
    for (let presses = 0; presses < 3; presses++) await payButton().click({ force: true });
    await page.keyboard.press("Escape");
    await expectPage(popup()).toHaveCount(0);
    await expectPage.poll(() => payments(orderId)).toEqual(["captured"]);
    expect(await told()).toEqual([["dismissed", null]]);
    expect(shop.log.find({ service: "razorpay", path: "sandbox/checkout" })).toHaveLength(1);
  });

  it.each([
    ["its edge answers", { html: true, status: 502 }],
    ["the line is cut", { reset: "before" }],
  ])("says that nobody answers when %s, and pays at the next try", async (_, fault) => {
    // More than once: a browser asks again by itself where a connection that it had used before is cut.
    await shop.control({ faults: [{ service: "razorpay", path: "checkout", times: 5, ...fault }] });
    const orderId = await open();
    await payButton().click();
    await expectPage(popup().getByRole("alert")).toHaveText(/does not answer/);
    complaints = [];
    shop.faults.clear();
    await payButton().click();
    await expectPage(popup()).toHaveCount(0);
    expect(await payments(orderId)).toEqual(["captured"]);
  });

  it("refuses to be made without key or order", async () => {
    const make = (options: Options) =>
      page.evaluate((options) => {
        try {
          new (window as unknown as { Razorpay: new (o: unknown) => unknown }).Razorpay(options);
          return "made";
        } catch (error) {
          return (error as Error).message;
        }
      }, options);
    expect(await make({ order_id: "order_x" })).toBe("No key passed");
    expect(await make({ key: RAZORPAY_KEY_ID })).toBe("No order_id passed");
  });
});
