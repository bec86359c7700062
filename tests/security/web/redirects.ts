import { describe, expect, it } from "vitest";
import { returnPath } from "@/lib/core/return-path";
import { measured } from "@/tests/support/proof";
import type { Stage } from "./stage";
import { ask, forAll } from "./wire";

const EVIL = "evil.example";

/** Ways to spell another place so that it looks like a path of ours. */
export const PLACES = [
  `//${EVIL}`,
  `///${EVIL}`,
  `////${EVIL}/`,
  `/\\${EVIL}`,
  `\\\\${EVIL}`,
  `/\\/${EVIL}`,
  `\\/${EVIL}`,
  `https:${EVIL}`,
  `https:/${EVIL}`,
  `https://${EVIL}`,
  `HTTPS://${EVIL}`,
  `/%2f%2f${EVIL}`,
  `/%2f/${EVIL}`,
  `/%5c${EVIL}`,
  `/%09/${EVIL}`,
  `/..//${EVIL}`,
  `/.//${EVIL}`,
  `/x/..//${EVIL}`,
  `/%2e%2e//${EVIL}`,
  `/./\\${EVIL}`,
  `/\t/${EVIL}`,
  `/\n/${EVIL}`,
  `/\r\n//${EVIL}`,
  `\t//${EVIL}`,
  ` //${EVIL}`,
  `/\u0000/${EVIL}`,
  `/\u2215${EVIL}`,
  `/\u2044\u2044${EVIL}`,
  `\uff0f\uff0f${EVIL}`,
  `/\uff0f${EVIL}`,
  `//\u3002${EVIL}`,
  `/@${EVIL}`,
  `//user@${EVIL}:80`,
  `/;@${EVIL}`,
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "/javascript:alert(1)//",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  `//${EVIL}#@localhost`,
  `//localhost@${EVIL}`,
  `/login?next=//${EVIL}`,
  `?next=//${EVIL}`,
  `.${EVIL}`,
  `@${EVIL}`,
  `:80@${EVIL}`,
  `blob:http://${EVIL}/x`,
  `/\r\nLocation: http://${EVIL}`,
];

/** Where a browser at `origin` would end up. */
const endOf = (location: string, origin: string) =>
  URL.canParse(location, origin) ? new URL(location, origin).origin : "";

/** Answers that send a browser to a place that is not ours. */
export function strays(location: string | undefined, origin: string): boolean {
  return location !== undefined && endOf(location, origin) !== new URL(origin).origin;
}

/** Addresses in which a server could read the way elsewhere by itself: when it mends slashes, or decodes once too often. */
const PATHS = [
  ...[`//${EVIL}`, `//${EVIL}/`, `///${EVIL}/`, `//${EVIL}/%2e%2e`, `//${EVIL}/..`, `/%2f${EVIL}/`, `/%5c${EVIL}/`],
  ...[`/.//${EVIL}/`, `/studio//${EVIL}/`, `/studio/..//${EVIL}/`, `/%2e%2e//${EVIL}/`, `/\\${EVIL}/`, `/login/`],
  ...[`//${EVIL}/studio/`, `/studio/%2f%2f${EVIL}/`, `/r/%2f%2f${EVIL}`, `/r/..%2f..%2f${EVIL}`, `/r/%0d%0aX:1`],
  ...[`/r/?x=//${EVIL}`, `/s/%2f%2f${EVIL}/`, `/u/%2f%2f${EVIL}/`, `/studio/community?cursor=x&q=//${EVIL}`],
  ...[`/studio/community?sort=following&q=//${EVIL}`, `/studio/feed?sort=following&at=//${EVIL}`],
];

export function describeRedirects(on: () => Stage): void {
  describe("nobody is sent elsewhere", () => {
    it.each(["/login", "/register"])(
      "%s sends the signed-in to a place of ours, whatever `next` says",
      async (page) => {
        const { url } = on().app;
        const followed: string[] = [];
        await forAll(PLACES, async (place) => {
          for (const query of [`next=${encodeURIComponent(place)}`, `next=/x&next=${encodeURIComponent(place)}`]) {
            const reply = await ask(url, `${page}?${query}`, { headers: on().cookiesOf("other") });
            if (reply.status !== 307 || strays(reply.headers.location, url))
              followed.push(`${JSON.stringify(place)}: ${reply.status} ${reply.headers.location}`);
          }
        });
        expect(followed).toEqual([]);
      },
    );

    it.each(["/login", "/register", "/studio/buy-credits"])("%s carries no other place in its links", async (page) => {
      const { url } = on().app;
      const found: string[] = [];
      await forAll(PLACES, async (place) => {
        const visitor = page.startsWith("/studio") ? "other" : "nobody";
        const reply = await ask(url, `${page}?next=${encodeURIComponent(place)}`, { headers: on().cookiesOf(visitor) });
        const hrefs = [...reply.text.matchAll(/(?:href|action|src)="([^"]*)"/g)].map(([, href = ""]) => href);
        const nexts = hrefs.map((href) => new URL(href.replaceAll("&amp;", "&"), url).searchParams.get("next"));
        const isBad = (one: string | null | undefined) => one != null && strays(one, url);
        if (reply.status !== 200 || hrefs.length === 0 || hrefs.some(isBad) || nexts.some(isBad)) found.push(place);
      });
      expect(found).toEqual([]);
    });

    it("the address itself leads nowhere else: doubled, encoded and bent slashes, short links, filters", async (context) => {
      const { url } = on().app;
      const followed: string[] = [];
      await forAll(PATHS, async (path) => {
        for (const visitor of ["nobody", "other"] as const) {
          const reply = await ask(url, path, { headers: on().cookiesOf(visitor) });
          if (strays(reply.headers.location, url) || reply.status >= 500)
            followed.push(`${path}: ${reply.status} ${reply.headers.location}`);
        }
      });
      expect(followed).toEqual([]);
      measured(context, { "spelled places": PLACES.length, paths: PATHS.length });
    });

    it("a guarded page comes back to itself after signing in, and to nothing that a visitor put into its address", async () => {
      const { url } = on().app;
      const { headers } = await ask(url, `/settings?next=//${EVIL}`);
      expect(headers.location).toBe(
        headers.location?.includes("%3F")
          ? `/login?next=${encodeURIComponent(`/settings?next=//${EVIL}`)}`
          : "/login?next=%2Fsettings",
      );
      expect(strays(headers.location, url)).toBe(false);
    });

    it("no spelling gets through the rule itself", () => {
      const origin = "https://studio.example";
      expect(PLACES.filter((place) => strays(returnPath(place), origin))).toEqual([]);
      expect(PLACES.filter((place) => returnPath(place).startsWith("//"))).toEqual([]);
    });

    it("control: a rule that only asks for a leading slash would send people away, and these tests would see it", () => {
      const naive = (next: string) => (next.startsWith("/") ? next : "/studio");
      const away = PLACES.filter((place) => strays(naive(place), "https://studio.example"));
      expect(away.length).toBeGreaterThan(5);
      expect(strays(`http://${EVIL}/x`, "http://localhost:1")).toBe(true);
    });
  });

  describe("what lies outside the API", () => {
    it("a short link only carries its code to where accounts are made, and the sandbox's door knows no such address", async () => {
      const { url } = on().app;
      expect((await ask(url, "/r/ABC")).headers.location).toBe("/register?ref=ABC");
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"])
        expect((await ask(url, "/sandbox/unknown", { method })).status).toBe(404);
      expect((await ask(url, "/sandbox/_log")).status).toBeGreaterThanOrEqual(401);
    });
  });
}
