import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "@/lib/start/environment.mjs";
import { measured } from "@/tests/support/proof";
import { PAGES, type Visitor } from "../pages";
import { addressOf, answerOf, leaks } from "./page-matrix";
import { SECRETS, type Stage } from "./stage";
import { ask, forAll, type Reply } from "./wire";

const NAMES = ["middleware", "src/middleware", "proxy", "src/proxy", "pages/_middleware"];
const SUBREQUESTS = [...NAMES, ...NAMES.map((name) => Array(5).fill(name).join(":")), "1"];
const STATE_TREE = encodeURIComponent(
  JSON.stringify(["", { children: ["__PAGE__", {}, null, "refetch"] }, null, null]),
);

/** Headers by which Next and servers in front of it talk about a request; from a visitor they are lies. */
const LIES: Record<string, string>[] = [
  ...SUBREQUESTS.map((value) => ({ "x-middleware-subrequest": value })),
  ...["x-middleware-subrequest-id", "x-middleware-next", "x-middleware-invoke", "x-invoke-path"].map((name) => ({
    [name]: "1",
  })),
  { "x-middleware-rewrite": "/admin/users" },
  { "x-middleware-redirect": "/admin/users" },
  { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "studio_access=admin" },
  { "x-nextjs-data": "1" },
  { "x-original-url": "/admin/users" },
  { "x-rewrite-url": "/admin/users" },
  { "x-matched-path": "/admin/users" },
  { "x-forwarded-uri": "/admin/users" },
  { "x-now-route-matches": "1" },
  { "x-page-path": "//evil.example/" },
  { "x-nonce": "guessed" },
  { "x-prerender-revalidate": "1" },
  { "x-user-id": "1", "x-role": "admin", "x-admin": "true" },
];

/** What the router of the browser asks for instead of a page. */
const PARTS: Record<string, string>[] = [
  { RSC: "1" },
  { RSC: "1", "Next-Router-Prefetch": "1" },
  { RSC: "1", "Next-Router-State-Tree": STATE_TREE },
  { RSC: "1", "Next-Router-Segment-Prefetch": "/_tree" },
  { RSC: "1", "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
];

/** A part of a page; Next first sends whoever left the part's own mark out of the address to the address with it. */
async function askPart(url: string, address: string, headers: Record<string, string>): Promise<Reply> {
  const first = await ask(url, address, { headers });
  const { location = "" } = first.headers;
  return /[?&]_rsc\b/.test(location) ? ask(url, location, { headers }) : first;
}

const guarded = Object.entries(PAGES).filter(([, { answers }]) => answers.nobody === "sign in");
const INTRUDERS: Visitor[] = ["nobody", "suspended", "other"];

export function describeBypasses(on: () => Stage): void {
  const cases = () =>
    guarded.flatMap(([pattern]) =>
      INTRUDERS.map((visitor) => ({ pattern, visitor, address: addressOf(on(), pattern) })),
    );

  describe("nothing that a visitor says about their own request opens a page", () => {
    it("headers of middleware, rewrites and proxies: the same answer as without, and our policy on it", async (context) => {
      const wrong: string[] = [];
      const asked = cases().flatMap((one) => LIES.map((lie) => ({ ...one, lie })));
      // Each lie on each page, and the visitors in turn.
      const chosen = asked.filter((_, at) => at % INTRUDERS.length === Math.floor(at / LIES.length) % INTRUDERS.length);
      await forAll(chosen, async ({ pattern, visitor, address, lie }) => {
        const reply = await ask(on().app.url, address, { headers: { ...on().cookiesOf(visitor), ...lie } });
        const answer = answerOf(reply, address);
        const expected = PAGES[pattern]?.answers[visitor];
        const hasPolicy = /'nonce-(?!guessed)[\w+/=]{20,}'/.test(String(reply.headers["content-security-policy"]));
        if (answer !== expected || !hasPolicy || (expected !== "shown" && leaks(reply.text).length > 0))
          wrong.push(`${visitor} ${address} ${JSON.stringify(lie)}: ${answer}, policy ${hasPolicy}`);
      });
      expect(wrong).toEqual([]);
      measured(context, { requests: chosen.length });
    });

    it("parts of pages, as the browser's router asks for them, hold nothing of another's", async (context) => {
      const wrong: string[] = [];
      const asked = cases().flatMap((one) => PARTS.map((part) => ({ ...one, part })));
      await forAll(asked, async ({ visitor, address, part }) => {
        const reply = await askPart(on().app.url, address, { ...on().cookiesOf(visitor), ...part });
        const seen = leaks(reply.text);
        if (seen.length > 0 || reply.status >= 500)
          wrong.push(`${visitor} ${address} ${JSON.stringify(part)}: ${seen}`);
      });
      await forAll(cases(), async ({ visitor, address }) => {
        for (const suffix of [".rsc", ".json", ".txt", "/index.rsc", ".segments/_tree.segment.rsc"]) {
          const reply = await ask(on().app.url, `${address}${suffix}`, { headers: on().cookiesOf(visitor) });
          const seen = leaks(reply.text);
          if (seen.length > 0 || reply.status >= 500)
            wrong.push(`${visitor} ${address}${suffix}: ${reply.status} ${seen}`);
        }
      });
      expect(wrong).toEqual([]);
      measured(context, { requests: asked.length + cases().length * 5 });
    });

    it("control: the owner's router does get those words, and an address that our proxy leaves out has no nonce", async () => {
      const { app, things, cookiesOf } = on();
      const address = `/studio/my-creations/${things.imageId}`;
      const part = await askPart(app.url, address, { ...cookiesOf("owner"), RSC: "1" });
      expect([part.status, part.headers["content-type"]]).toEqual([200, expect.stringContaining("text/x-component")]);
      expect(leaks(part.text)).toContain(SECRETS.prompt);
      expect((await ask(app.url, "/api/health/live")).headers["content-security-policy"]).not.toContain("nonce");
    });
  });

  describe("server actions", () => {
    const sources = ["app", "components", "lib"].flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
        .map((entry) => path.join(entry.parentPath, entry.name)),
    );
    const actionsIn = (source: string) => /^\s*["']use (?:server|cache)/m.test(source);

    it("there are none: every change goes through a route with its Origin check", () => {
      expect(sources.length).toBeGreaterThan(300);
      expect(sources.filter((file) => actionsIn(readFileSync(file, "utf8")))).toEqual([]);
    });

    it("control: the directive is found at the head of a file and within a function", () => {
      expect(actionsIn(`"use server";\nexport async function f() {}`)).toBe(true);
      expect(actionsIn(`async function f() {\n  'use server'\n}`)).toBe(true);
    });

    it("a page that is asked to run one does nothing, whatever the body, and nothing fails inside", async () => {
      const id = "7f".repeat(21);
      const boundary = "----x";
      const field = (name: string, value: string) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
      const thenable = `{"then":"$1:__proto__:then","status":"resolved_model","value":"{}","_response":{}}`;
      const form = `${field("0", thenable)}${field("1", '"$@0"')}--${boundary}--\r\n`;
      const bodies = [
        { "Content-Type": "text/plain;charset=UTF-8", body: "[]" },
        { "Content-Type": `multipart/form-data; boundary=${boundary}`, body: form },
        { "Content-Type": "application/x-www-form-urlencoded", body: `$ACTION_ID_${id}=` },
      ];
      for (const page of ["/", "/login", "/studio", "/settings", "/admin/users"]) {
        for (const { body, ...type } of bodies) {
          for (const origin of [on().app.url, "http://evil.example"]) {
            const headers = { ...on().cookiesOf("other"), ...type, Origin: origin, "Next-Action": id };
            const reply = await ask(on().app.url, page, { method: "POST", headers, body });
            expect
              .soft([page, body.slice(0, 20), reply.status < 500, leaks(reply.text)])
              .toEqual([...[page, body.slice(0, 20), true, []]]);
          }
        }
      }
    });
  });
}
