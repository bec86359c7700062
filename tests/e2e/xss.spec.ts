import { expect, type Page } from "playwright/test";
import { postPath } from "./community";
import { hangPictures, ofTheApp, publishPictures } from "./many";
import { DESKTOP, signIn, test } from "./studio";
import { clearQueue, hangReported, newMember, sql } from "./team";

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

/** Opens a page and sees that its policy lets only scripts of this very answer run. */
async function open(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  const policy = response?.headers()["content-security-policy"] ?? "";
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
  expect([path, scripts]).toEqual([path, expect.stringMatching(/'nonce-[\w+/=-]{16,}'/)]);
  expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*|data:/);
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
    await open(page, path);
    await page.waitForLoadState("networkidle");
    await expectInert(page);
  }
  for (const [at, postId] of posts.entries()) {
    await open(page, postPath(postId));
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

/** All of them in one text, with the numbers of their lines so that none is lost unseen. */
const CORPUS = HOSTILE.map((text, at) => `${at} ${text}`).join("\n");

test("what people write stays text on the team's pages: tickets, cases, users, jobs, audit", async ({
  context,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  await clearQueue();
  const writer = await signIn(context, baseURL!);
  const reporter = await browser.newContext({ baseURL: baseURL! });
  const { email: reports } = await signIn(reporter, baseURL!);
  const [post] = await hangReported(writer.email, reports, 1, "xssteam");
  const [row] = await sql<{ id: string; handle: string }>(`SELECT id, handle FROM "user" WHERE email = $1`, [
    writer.email,
  ]);
  // Past the checks of what people send: whatever may once be stored, it is shown as text.
  await sql(`UPDATE "user" SET name = $2, bio = $3 WHERE id = $1`, [row!.id, HOSTILE[6], CORPUS.slice(0, 300)]);
  await sql("UPDATE report SET details = $2 WHERE post_id = $1", [post, CORPUS.slice(0, 500)]);
  await sql("UPDATE post SET title = $2, description = $3 WHERE id = $1", [post, HOSTILE[1], CORPUS.slice(0, 500)]);
  await sql("UPDATE generation SET prompt = $2, final_prompt = $2 WHERE user_id = $1", [
    row!.id,
    CORPUS.slice(0, 1_900),
  ]);
  const [job] = await sql<{ id: string }>("SELECT id FROM generation WHERE user_id = $1", [row!.id]);
  const ticket = await context.request.post("/api/grievances", {
    headers: { Origin: baseURL! },
    data: {
      name: HOSTILE[6],
      email: writer.email,
      kind: "content",
      reference: HOSTILE[0],
      body: CORPUS.slice(0, 1_900),
    },
  });
  expect([ticket.status(), await ticket.text()]).toEqual([201, expect.any(String)]);
  const { context: desk } = await newMember(browser, baseURL!, "admin");
  const collection = await context.request.post("/api/studio/collections", {
    headers: { Origin: baseURL! },
    data: { name: HOSTILE[6] },
  });
  expect(collection.status()).toBe(201);
  const places: [typeof context, string, string][] = [
    [desk, "/admin/tickets", "onerror=hurt=1"],
    [desk, "/admin/moderation", "hurt=1"],
    [desk, `/admin/users/${row!.id}`, HOSTILE[6]!],
    [desk, "/admin/users", HOSTILE[6]!],
    [desk, `/admin/jobs/${job!.id}`, "hurt=1"],
    [desk, "/admin/jobs", ""],
    [desk, "/admin/audit", ""],
    [context, "/studio/my-creations", "hurt=1"],
    [context, `/u/${row!.handle}`, HOSTILE[6]!],
  ];
  for (const [who, path, shown] of places) {
    const page = await who.newPage();
    await watchFor(page);
    await open(page, path);
    await page.waitForLoadState("networkidle");
    if (shown) await expect.poll(() => page.locator("body").innerText()).toContain(shown);
    await expectInert(page);
    await page.close();
  }
  await Promise.all([desk.close(), reporter.close()]);
});

test("control: on a page without escaping and without a policy the same texts do run", async ({
  page,
  expectErrors,
}) => {
  expectErrors(/.*/);
  const fired: string[] = [];
  await page.route("**/unescaped", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><body></body>" }),
  );
  page.on("dialog", (dialog) => dialog.dismiss());
  for (const text of HOSTILE) {
    await page.goto("/unescaped");
    await page.evaluate((html) => {
      document.open();
      document.write(html);
      document.close();
    }, text);
    const hurt = () => page.evaluate(() => (window as unknown as { hurt?: number }).hurt).catch(() => 1);
    for (let tries = 0; tries < 5; tries++) {
      if ((await hurt()) === undefined) await page.waitForTimeout(20);
      else {
        fired.push(text);
        break;
      }
    }
  }
  // The others need a click, an old browser or another place to be put in.
  expect(fired.length).toBeGreaterThan(10);
});
