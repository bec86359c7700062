import { type APIRequestContext, type BrowserContext, test as base, expect, type Page } from "playwright/test";

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 800 };
export const SIZES = [
  { name: "1440x900", viewport: DESKTOP },
  { name: "360x800", viewport: PHONE },
];

type Newcomer = { email: string; password: string };

/** Fails a test in whose pages the console showed an error that nobody expected; `expectErrors` allows some. */
export const test = base.extend<{ expectErrors: (pattern: RegExp) => void; watch: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's form
  expectErrors: async ({}, use, testInfo) => {
    await use((pattern) => void testInfo.annotations.push({ type: "expected-error", description: pattern.source }));
  },
  watch: [
    async ({ context }, use, testInfo) => {
      const errors: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      context.on("weberror", (event) => void errors.push(event.error().message));
      await use(undefined);
      const expected = testInfo.annotations.filter(({ type }) => type === "expected-error");
      const isExpected = (text: string) => expected.some(({ description = "" }) => new RegExp(description).test(text));
      expect(errors.filter((text) => !isExpected(text))).toEqual([]);
    },
    { auto: true },
  ],
});

let count = 0;

export function newcomer(): Newcomer {
  count += 1;
  return { email: `person${Date.now()}x${count}@example.in`, password: "a long enough sentence" };
}

/** The link of the newest mail to an address, waited for. */
export async function mailedLink(request: APIRequestContext, email: string): Promise<string> {
  let link: string | undefined;
  await expect
    .poll(async () => {
      const answer = await request.get(`/sandbox/mail.json?to=${encodeURIComponent(email)}`);
      const mails = (await answer.json()) as { links: string[] }[];
      link = mails.at(-1)?.links[0] ?? mails[0]?.links[0];
      return link;
    })
    .toBeTruthy();
  return link as string;
}

/** Signs a verified newcomer in, by the API, in this browser: 3 welcome credits. */
export async function signIn(context: BrowserContext, baseURL: string): Promise<Newcomer> {
  const person = newcomer();
  const headers = { Origin: baseURL };
  const registered = await context.request.post("/api/auth/register", {
    headers,
    data: { ...person, name: "Meera Iyer", acceptTerms: true },
  });
  expect(registered.status()).toBe(201);
  const token = new URL(await mailedLink(context.request, person.email)).searchParams.get("token");
  const verified = await context.request.post("/api/auth/verify-email", { headers, data: { token } });
  expect(verified.status()).toBe(204);
  return person;
}

/** The studio with its browser-kept draft read: what is typed from here on stays. */
export async function openStudio(page: Page, path = "/studio"): Promise<void> {
  await page.goto(path);
  await page.waitForFunction(() => document.querySelector("main [data-ready=true]") !== null);
}

export const idea = (page: Page) => page.getByRole("textbox", { name: "Your idea" });
export const generateButton = (page: Page) => page.getByRole("button", { name: /^Generate/ });
export const ready = (page: Page) => page.getByRole("heading", { name: "Yours to use" });

/** Types an idea and presses Generate. */
export async function generate(page: Page, prompt: string, tier = /^Standard/): Promise<void> {
  await idea(page).fill(prompt);
  await page.getByRole("radio", { name: tier }).check();
  await generateButton(page).click();
}

/** Credits as the meter in sight shows them. */
export async function shownBalance(page: Page): Promise<string> {
  const shown = page
    .locator("a[href='/studio/buy-credits'], section[aria-label='Your credits']")
    .filter({ visible: true });
  const texts = await shown.locator(".sr-only").allTextContents();
  return texts[0] ?? "";
}
