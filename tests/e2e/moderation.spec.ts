import { type BrowserContext, expect, type Page } from "playwright/test";
import { postPath } from "./community";
import { DESKTOP, signIn, test } from "./studio";
import { clearQueue, hangReported, newMember, sql, statusOf } from "./team";

test.describe.configure({ mode: "serial" });

let author: { context: BrowserContext; email: string };
let reporter: { context: BrowserContext; email: string };

test.beforeAll(async ({ browser, baseURL }) => {
  const open = async () => {
    const context = await browser.newContext({ baseURL: baseURL!, viewport: DESKTOP });
    return { context, email: (await signIn(context, baseURL!)).email };
  };
  author = await open();
  reporter = await open();
});
test.beforeEach(() => clearQueue());
test.afterAll(async () => {
  await author.context.close();
  await reporter.context.close();
});

const rows = (page: Page) => page.getByRole("list", { name: "What waits" }).getByRole("listitem");
const decisionsOf = (ids: string[]) =>
  sql<{ post_id: string; action: string }>(
    "SELECT post_id, action FROM moderation_decision WHERE post_id = ANY($1) ORDER BY seq",
    [ids],
  );
/** The case at the right is loaded and ours. */
const isOpen = (page: Page) =>
  expect(page.getByRole("region", { name: "The case" }).getByRole("button", { name: /^Dismiss/ })).toBeVisible();

test("twenty decisions by the keyboard alone, each in the record once", async ({ browser, baseURL }) => {
  const posts = await hangReported(author.email, reporter.email, 21, `keys${Date.now()}`);
  const moderator = await newMember(browser, baseURL!, "moderator");
  const page = await moderator.context.newPage();
  await page.goto("/admin/moderation?queue=reports");
  await expect(rows(page)).toHaveCount(21);
  for (let n = 0; n < 20; n++) {
    await isOpen(page);
    if (n === 1) {
      // Down and up again: the selection moves, nothing is decided.
      await page.keyboard.press("j");
      await page.keyboard.press("k");
      await isOpen(page);
    }
    if (n % 3 === 0) await page.keyboard.press("d");
    else {
      await page.keyboard.press(n % 3 === 1 ? "h" : "w");
      await expect(page.getByLabel("Rule")).toBeFocused();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.type("It advertises a miracle.");
      await page.keyboard.press("Control+Enter");
    }
    await expect(rows(page)).toHaveCount(20 - n);
  }
  const decisions = await decisionsOf(posts);
  expect(decisions).toHaveLength(20);
  expect(new Set(decisions.map(({ post_id }) => post_id)).size).toBe(20);
  expect(decisions.filter(({ action }) => action === "hidden")).toHaveLength(7);
  // The last one is taken back by U, and waits again.
  await page.keyboard.press("u");
  await expect(rows(page)).toHaveCount(2);
  await moderator.context.close();
});

test("two moderators at one queue: nobody decides what the other looks at, nothing is lost or doubled", async ({
  browser,
  baseURL,
}) => {
  const posts = await hangReported(author.email, reporter.email, 8, `two${Date.now()}`);
  const [first, second] = [
    await newMember(browser, baseURL!, "moderator"),
    await newMember(browser, baseURL!, "moderator"),
  ];
  const [one, other] = [await first.context.newPage(), await second.context.newPage()];
  await one.goto("/admin/moderation?queue=reports");
  await isOpen(one);
  await other.goto("/admin/moderation?queue=reports");
  // Both stand on the first one; it belongs to who came first.
  await expect(
    other.getByRole("region", { name: "The case" }).getByText(/is looking at this at the moment/),
  ).toBeVisible();
  await other.keyboard.press("d");
  expect(await decisionsOf(posts)).toEqual([]);
  // The first one leaves, by any way: it is the other's within seconds.
  await one.goto("/admin/tickets");
  await isOpen(other);
  await one.goto("/admin/moderation?queue=reports");
  const left = async () => (await sql("SELECT FROM report WHERE post_id = ANY($1) AND state = 'open'", [posts])).length;
  /** Dismisses what is open and free, else goes on to the next one, until nothing waits. */
  const work = async (page: Page) => {
    const dismiss = page.getByRole("region", { name: "The case" }).getByRole("button", { name: /^Dismiss/ });
    for (let n = 0; (await left()) > 0; n++) {
      expect(n, "presses until nothing waits").toBeLessThan(60);
      const before = await left();
      const isFree = await dismiss.isVisible();
      await page.keyboard.press(isFree ? "d" : n % 2 ? "k" : "j");
      // Either something was decided, or another case stands open, or the list has run out: each shows on the page.
      await expect
        .poll(async () => (await left()) < before || (await dismiss.isVisible()) || (await rows(page).count()) === 0)
        .toBe(true);
    }
  };
  await Promise.all([work(one), work(other)]);
  const decisions = await decisionsOf(posts);
  expect(decisions.map(({ post_id }) => post_id).sort()).toEqual([...posts].sort());
  await first.context.close();
  await second.context.close();
});

test("hidden within a second everywhere, with rule and field for its author; the appeal goes to somebody else, and brings it back", async ({
  browser,
  baseURL,
  request,
  expectErrors,
}) => {
  expectErrors(/404/);
  const tag = `hide${Date.now()}`;
  const [postId = ""] = await hangReported(author.email, reporter.email, 1, tag);
  const everywhere = async () => {
    const feed = await (await request.get(`/api/studio/community/feed?tag=${tag}`)).json();
    const statuses = await Promise.all(
      [
        postPath(postId),
        `/api/studio/community/posts/${postId}`,
        `/media/${postId}/preview`,
        `/media/${postId}/og`,
        `/api/oembed?url=${encodeURIComponent(`${baseURL}${postPath(postId)}`)}`,
      ].map(async (path) => (await request.get(path)).status()),
    );
    return { feed: feed.items.length, statuses };
  };
  expect(await everywhere()).toMatchObject({ feed: 1, statuses: [200, 200, 200, expect.any(Number), 200] });
  const [moderator, admin] = [
    await newMember(browser, baseURL!, "moderator"),
    await newMember(browser, baseURL!, "admin"),
  ];
  const page = await moderator.context.newPage();
  await page.goto("/admin/moderation?queue=reports");
  await isOpen(page);
  await page.keyboard.press("h");
  await page.getByLabel("It is about").selectOption("title");
  await page.getByLabel("What the author reads").fill("The title promises a cure.");
  const pressedAt = Date.now();
  await page.getByRole("form", { name: "Hide" }).getByRole("button", { name: /^Hide/ }).click();
  await expect.poll(() => statusOf(postId)).toBe("hidden");
  await expect.poll(everywhere).toEqual({ feed: 0, statuses: [404, 404, 404, 404, 404] });
  expect(Date.now() - pressedAt).toBeLessThan(2_500);

  const own = await author.context.newPage();
  await own.goto("/studio/notifications");
  await own
    .getByRole("link", { name: /is hidden\. The rule: No spam.*It is about the title\. The title promises a cure\./ })
    .click();
  await expect(own.getByRole("heading", { name: "Hidden by a moderator" })).toBeVisible();
  await own.getByRole("button", { name: "Ask for another look" }).click();
  await own.getByLabel("Why is the decision wrong?").fill("It is the name of the picture.");
  await own.getByRole("button", { name: "Send" }).click();
  await expect(own.getByText("You have asked for another look.")).toBeVisible();

  await page.goto("/admin/moderation?queue=appeals");
  await expect(page.getByText("You made the decision that is appealed. Somebody else has to decide.")).toBeVisible();
  const chief = await admin.context.newPage();
  await chief.goto("/admin/moderation?queue=appeals");
  await expect(chief.getByText("It is the name of the picture.")).toBeVisible();
  // Who is barred keeps nobody from it.
  await expect(chief.getByRole("button", { name: /^Restore/ })).toBeVisible();
  await chief.keyboard.press("r");
  await expect.poll(() => statusOf(postId)).toBe("live");
  await expect.poll(async () => (await everywhere()).feed).toBe(1);
  await moderator.context.close();
  await admin.context.close();
});

test("a complaint is filed without an account, gets a number and a clock, and is answered", async ({
  browser,
  baseURL,
  page,
  expectErrors,
}) => {
  // The first sending is refused.
  expectErrors(/422/);
  await page.goto("/grievance");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByLabel("Your name")).toBeFocused();
  await page.getByLabel("Your name").fill("Asha Rao");
  await page.getByLabel("Your e-mail address").fill(`asha${Date.now()}@example.in`);
  await page.getByLabel("It is about").selectOption("privacy");
  await page.getByLabel("What is wrong?").fill("A picture of my shop is shown without my consent.");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: /^Complaint no\. \d+$/ })).toBeVisible();
  await expect(page.getByText(/at the latest/)).toBeVisible();
  const moderator = await newMember(browser, baseURL!, "moderator");
  const desk = await moderator.context.newPage();
  await desk.goto("/admin/tickets");
  await desk.getByRole("button", { name: "Answer" }).first().click();
  await desk.getByLabel("Your answer").fill("The picture is taken down. Thank you for telling us.");
  await desk.getByRole("button", { name: "Send" }).click();
  await expect(desk.getByText(/is answered, and the answer mailed/)).toBeVisible();
  await page.reload();
  await expect(page.getByText("The picture is taken down. Thank you for telling us.")).toBeVisible();
  await moderator.context.close();
});
