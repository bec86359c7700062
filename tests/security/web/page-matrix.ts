import { describe, expect, it } from "vitest";
import { measured } from "@/tests/support/proof";
import { type Answer, PAGES, type Visitor } from "../pages";
import { SECRETS, type Stage } from "./stage";
import { ask, forAll, type Reply } from "./wire";

const VISITORS: Visitor[] = ["nobody", "suspended", "unverified", "other", "moderator", "admin", "owner"];

export const addressOf = (stage: Stage, pattern: string) => PAGES[pattern]?.address?.(stage.things) ?? pattern;

/** What an answer is, in the words of the table; what fits none of them is told in full. */
export function answerOf({ status, headers }: Reply, address: string): Answer | string {
  const { location = "" } = headers;
  if (status === 200) return "shown";
  if (status === 404) return "missing";
  if (status === 307 && location === `/login?next=${encodeURIComponent(address)}`) return "sign in";
  if (status === 307 && location === "/studio") return "studio";
  return `${status} ${location}`;
}

export const leaks = (text: string) => Object.values(SECRETS).filter((secret) => text.includes(secret));

/** What a visitor must not read on a page: an admin sees what was asked for in the admin's own rooms, and of addresses only a part. */
function forbidden(visitor: Visitor, pattern: string, text: string): string[] {
  if (visitor === "owner") return [];
  const isAtWork = visitor === "admin" && pattern.startsWith("/admin");
  return leaks(text).filter((secret) => !(isAtWork && secret === SECRETS.prompt));
}

export function describePages(on: () => Stage): void {
  describe("every page, as everybody, from the started app", () => {
    it.each(VISITORS)("%s gets of every page what its row says, and nothing of another's", async (visitor) => {
      const wrong: string[] = [];
      await forAll(Object.entries(PAGES), async ([pattern, { answers }]) => {
        const address = addressOf(on(), pattern);
        const reply = await ask(on().app.url, address, { headers: on().cookiesOf(visitor) });
        const answer = answerOf(reply, address);
        if (answer !== answers[visitor]) wrong.push(`${pattern}: ${answer} instead of ${answers[visitor]}`);
        const seen = forbidden(visitor, pattern, reply.text);
        if (seen.length > 0) wrong.push(`${pattern} shows ${seen}`);
        if (!/no-store|private/.test(String(reply.headers["cache-control"])))
          wrong.push(`${pattern} may be kept by a cache: ${reply.headers["cache-control"]}`);
      });
      expect(wrong).toEqual([]);
    });

    it("control: the owner and the admin do read the words that nobody else may see", async (context) => {
      const { app, things, cookiesOf } = on();
      const read = async (visitor: Visitor, address: string) =>
        leaks((await ask(app.url, address, { headers: cookiesOf(visitor) })).text);
      expect(await read("owner", `/studio/my-creations/${things.imageId}`)).toContain(SECRETS.prompt);
      expect(await read("owner", "/settings")).toContain(SECRETS.email);
      expect(await read("admin", `/admin/jobs/${things.jobId}`)).toContain(SECRETS.prompt);
      measured(context, { pages: Object.keys(PAGES).length, visitors: VISITORS.length });
    });
  });
}
