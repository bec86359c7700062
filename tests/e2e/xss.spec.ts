import { expect, type Page } from "playwright/test";
import { postPath } from "./community";
import { hangPictures, ofTheApp, publishPictures } from "./many";
import { DESKTOP, signIn, test } from "./studio";

test.use({ viewport: DESKTOP });

/** What gets through where text is taken for markup, script, style, an address or a template; each says so by `hurt`. Titles hold 100 characters. */
const HOSTILE = [
  "<script>hurt=1</script>",
  "</title><script>hurt=1</script>",
  "</script><script>hurt=1</script>",
  "<script>hurt=1//",
  "<scr<script>ipt>hurt=1</scr</script>ipt>",
  "<SCRIPT/SRC=data:,hurt=1></SCRIPT>",
  "<img src=x onerror=hurt=1>",
  '"><img src=x onerror=hurt=1>',
  "'><img src=x onerror='hurt=1'>",
  "<img src=x onerror=&#104;urt=1>",
  "<IMG SRC=`javascript:hurt=1`>",
  "<image/src/onerror=hurt=1>",
  "<svg onload=hurt=1>",
  "<svg><script>hurt&#61;1</script></svg>",
  "<svg><animate onbegin=hurt=1 attributeName=x dur=1s>",
  "<svg><a xlink:href=javascript:hurt=1><text>x</text></a></svg>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=hurt=1>",
  "<noscript><p title='</noscript><img src=x onerror=hurt=1>'>",
  "<iframe src=javascript:parent.hurt=1>",
  "<iframe srcdoc='<script>parent.hurt=1</script>'>",
  "<object data=javascript:hurt=1>",
  "<embed src=javascript:hurt=1>",
  "<body onload=hurt=1>",
  "<input autofocus onfocus=hurt=1>",
  "<details open ontoggle=hurt=1>",
  "<video><source onerror=hurt=1>",
  "<marquee onstart=hurt=1>",
  "<style>@import 'data:text/css,*{}';</style><style onload=hurt=1>",
  "<link rel=stylesheet href=data:, onload=hurt=1>",
  "<meta http-equiv=refresh content='0;url=javascript:hurt=1'>",
  "<base href=javascript:hurt=1//>",
  "<form action=javascript:hurt=1><button>x</button></form>",
  "javascript:hurt=1",
  "java\tscript:hurt=1",
  "$" + "{hurt=1} {{hurt=1}} #{hurt=1} <%=hurt=1%>",
  "{{constructor.constructor('hurt=1')()}}",
  '\\"};hurt=1;//',
  "';hurt=1;//",
  "--><script>hurt=1</script>",
  "]]><script>hurt=1</script>",
  "\u2028hurt=1\u2029//",
  "&lt;script&gt;hurt=1&lt;/script&gt;",
  "%3Cscript%3Ehurt=1%3C/script%3E",
  "<a href=javas&Tab;cript:hurt=1>x</a>",
  '=HYPERLINK("javascript:hurt=1")',
  "[x](javascript:hurt=1) ![x](x onerror=hurt=1)",
];

/** Notes what a policy had to stop as well: nothing should have come that far. */
async function watchFor(page: Page): Promise<void> {
  page.on("dialog", (dialog) => {
    throw new Error(`A dialog opened: ${dialog.message()}`);
  });
  await page.addInitScript(() => {
    const seen = window as unknown as { violations: string[] };
    seen.violations = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      seen.violations.push(`${violatedDirective} ${blockedURI}`),
    );
  });
}

/** Nothing ran, nothing had to be stopped, and no element of theirs is in the page. */
async function expectInert(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const seen = window as unknown as { hurt?: number; violations: string[] };
    const theirs =
      "iframe, object, embed, marquee, math, base, [onerror], [onload], [onfocus], [onbegin], [ontoggle], a[href^=javascript]";
    return {
      hurt: seen.hurt,
      violations: seen.violations,
      elements: [...document.querySelectorAll(theirs)].map((one) => one.outerHTML.slice(0, 80)),
    };
  });
  expect([page.url(), found]).toEqual([page.url(), { hurt: undefined, violations: [], elements: [] }]);
}

test("whatever people write stays text, on every page that shows it", async ({ page, context, browser, baseURL }) => {
  test.setTimeout(180_000);
  const { email } = await signIn(context, baseURL!);
  const ids = await hangPictures(ofTheApp(), { email, count: HOSTILE.length });
  await publishPictures(ofTheApp(), ids, "xss");
  const posts = ids.map((id) => id.replace("img_", "pst_"));
  const headers = { Origin: baseURL! };
  const { user } = await (await context.request.get("/api/auth/me")).json();
  const profile = await context.request.patch(`/api/users/${user.handle}`, {
    headers,
    data: { name: "<img src=x onerror=hurt=1>\"'", bio: HOSTILE.slice(0, 8).join("\n").slice(0, 300) },
  });
  expect(profile.status()).toBe(200);
  for (const [at, text] of HOSTILE.entries()) {
    const changed = await context.request.patch(`/api/studio/community/posts/${posts[at]}`, {
      headers,
      data: {
        title: text.slice(0, 100),
        description: HOSTILE.slice(at, at + 6).join("\n"),
        tags: ["xss", text.slice(0, 40)],
      },
    });
    expect([text, changed.status()]).toEqual([text, 200]);
  }
  const other = await browser.newContext({ baseURL: baseURL! });
  await signIn(other, baseURL!);
  for (const body of HOSTILE) {
    const written = await other.request.post(`/api/studio/community/posts/${posts[0]}/comments`, {
      headers,
      data: { body },
    });
    expect([body, written.status()]).toEqual([body, 201]);
  }

  await watchFor(page);
  const pages = [
    "/studio/notifications",
    `/u/${user.handle}`,
    "/studio/community?tag=xss",
    "/studio/feed?tag=xss",
    "/settings",
  ];
  for (const path of pages) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await expectInert(page);
  }
  for (const [at, postId] of posts.entries()) {
    await page.goto(postPath(postId));
    const heading = page.getByRole("heading", { level: 1 });
    // One line, without invisible characters: that much is cleaned when it is stored.
    const stored = HOSTILE[at]!.replace(/[\u2028\u2029]/g, "")
      .replace(/\s+/g, " ")
      .slice(0, 100)
      .trim();
    await expect(heading).toHaveText(stored);
    expect(await page.title()).toContain(stored);
    await expectInert(page);
  }
  await page.goto(postPath(posts[0]!));
  for (let more = page.getByRole("button", { name: /more/i }); (await more.count()) > 0; ) await more.first().click();
  await expect(page.getByText("</script><script>hurt=1</script>").first()).toBeVisible();
  await expectInert(page);
  const embed = await page.request.get(`/api/oembed?url=${encodeURIComponent(`${baseURL}${postPath(posts[6]!)}`)}`);
  expect([embed.headers()["content-type"], (await embed.json()).title]).toEqual([
    expect.stringContaining("application/json"),
    `${HOSTILE[6]} (AI-generated)`,
  ]);
  await other.close();
});
