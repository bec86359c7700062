import { describe, expect, it } from "vitest";
import { eventually } from "@/tests/generation/studio";
import type { Stage } from "./stage";
import { ask, forAll, type Reply } from "./wire";

const EVIL = "evil.example";

/** Ways to say that the app is somewhere else. */
const CLAIMS: Record<string, string>[] = [
  { Host: EVIL },
  { Host: `${EVIL}:443` },
  { "X-Forwarded-Host": EVIL },
  { "X-Forwarded-Host": EVIL, "X-Forwarded-Proto": "https", "X-Forwarded-Port": "443" },
  { "X-Forwarded-Server": EVIL },
  { "X-Host": EVIL },
  { "X-Original-Host": EVIL },
  { Forwarded: `host=${EVIL};proto=https;for=127.0.0.1` },
  { "X-Forwarded-Prefix": `//${EVIL}` },
];

const names = ({ text, headers }: Reply) => `${text} ${JSON.stringify(headers)}`.includes(EVIL);

export function describeHosts(on: () => Stage): void {
  /** Addresses whose answers hold our own address somewhere, or a way to another page. */
  const addresses = ({ app, things }: Stage) => [
    ...["/", "/login", "/register", "/docs", "/studio", "/settings", "/studio/community", "/login/", "/no/such/page"],
    ...[`/studio/community/${things.postId}`, `/u/${things.handle}`, `/s/${things.shareId}`, "/r/ABC"],
    ...["/api/openapi.json", "/api/studio/community/feed", "/api/no/such/thing", "/media/unknown/x"],
    `/api/oembed?url=${encodeURIComponent(`${app.url}/studio/community/${things.postId}`)}`,
  ];

  /** Answers of one web process in which the attacker's name turns up, also in what others get afterwards. */
  async function infected(url: string): Promise<string[]> {
    const found: string[] = [];
    await forAll(addresses(on()), async (address) => {
      for (const claim of CLAIMS) {
        const reply = await ask(url, address, { headers: claim });
        if (names(reply) || reply.status >= 500) found.push(`${address} ${JSON.stringify(claim)}: ${reply.status}`);
      }
      if (names(await ask(url, address))) found.push(`${address}, afterwards`);
    });
    return found;
  }

  describe("the app knows its own address and believes nobody else's", () => {
    it("no Host and no forwarded one shows up in pages, tags, redirects or documents, or is kept for others", async () => {
      expect(await infected(on().app.url)).toEqual([]);
    });

    it("nor behind a trusted proxy that hands on what it was told", async () => {
      const web = await on().startWeb({ TRUSTED_PROXY_HOPS: "1" });
      expect(await infected(web.url)).toEqual([]);
    });

    it("the link in a mailed password reset is ours", async () => {
      const { app, world } = on();
      for (const [at, claim] of CLAIMS.entries()) {
        const email = `reset${at}@example.in`;
        const body = JSON.stringify({ email, password: "blue rickshaw at noon", name: "Asha", acceptTerms: true });
        const headers = { "Content-Type": "application/json", ...claim };
        expect((await ask(app.url, "/api/auth/register", { method: "POST", headers, body })).status).toBe(201);
        const asked = { method: "POST", headers, body: JSON.stringify({ email }) };
        expect((await ask(app.url, "/api/auth/forgot-password", asked)).status).toBe(204);
      }
      const emails = CLAIMS.map((_, at) => `reset${at}@example.in`);
      const links = await eventually("the mails", async () => {
        const mails = await Promise.all(
          emails.map(async (email) => JSON.parse((await ask(app.url, `/sandbox/mail.json?to=${email}`)).text)),
        );
        const found = (mails.flat() as { links: string[] }[]).flatMap(({ links }) => links);
        return found.length >= 2 * CLAIMS.length && found;
      });
      expect(links.filter((link) => new URL(link).origin !== world.env.APP_URL)).toEqual([]);
    });

    it("an Origin that only agrees with a made-up Host is not ours", async () => {
      for (const claim of CLAIMS) {
        const headers = { ...on().cookiesOf("other"), ...claim, Origin: `http://${EVIL}` };
        expect((await ask(on().app.url, "/api/auth/logout-all", { method: "POST", headers })).status).toBe(403);
      }
    });

    it("control: a name that does get into an answer is found there", async () => {
      expect(names(await ask(on().app.url, `/settings?x=${EVIL}`))).toBe(true);
    });
  });
}
