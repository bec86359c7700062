import { describe, expect, it } from "vitest";
import type { Stage } from "./stage";
import { ask } from "./wire";

const PASSWORD = "blue rickshaw at noon";
const CLAIMED = "198.51.100.7";

let count = 0;

/** Makes an account under this claim; the address that its session and the limits remember. */
async function seenAs(stage: Stage, url: string, claim: Record<string, string>): Promise<string> {
  count += 1;
  const email = `caller${count}@example.in`;
  const body = JSON.stringify({ email, password: PASSWORD, name: "Asha", acceptTerms: true });
  const headers = { "Content-Type": "application/json", ...claim };
  const { status, text } = await ask(url, "/api/auth/register", { method: "POST", headers, body });
  expect(status, text).toBe(201);
  const { rows } = await stage.world.pool.query<{ ip_address: string }>(
    `SELECT ip_address FROM session s JOIN "user" u ON u.id = s.user_id WHERE u.email = $1`,
    [email],
  );
  return rows[0]?.ip_address ?? "";
}

/** How many of so many questions are let through when each names this chain of addresses. */
async function letThrough(url: string, chain: (at: number) => string): Promise<number> {
  let good = 0;
  for (let at = 0; at < 6; at++) {
    const headers = { "Content-Type": "application/json", "X-Forwarded-For": chain(at) };
    const body = JSON.stringify({ email: `asked${crypto.randomUUID()}@example.in` });
    const { status, headers: reply } = await ask(url, "/api/auth/forgot-password", { method: "POST", headers, body });
    if (status === 204) good += 1;
    // What is refused is refused as such, with the time to come back: never as a failure of ours.
    else expect([status, Number(reply["retry-after"]) > 0]).toEqual([429, true]);
  }
  return good;
}

export function describeAddresses(on: () => Stage): void {
  describe("a caller's address is what our own side saw", () => {
    it("without trusted proxies it is the socket's, whatever headers claim, in sessions and in limits", async () => {
      const claims: Record<string, string>[] = [
        { "X-Forwarded-For": CLAIMED },
        { "X-Forwarded-For": `${CLAIMED}, 127.0.0.1` },
        { "X-Forwarded-For": `${CLAIMED}, ${CLAIMED}, ${CLAIMED}` },
        { "x-real-ip": CLAIMED, "CF-Connecting-IP": CLAIMED, "True-Client-IP": CLAIMED, "X-Client-IP": CLAIMED },
        { Forwarded: `for=${CLAIMED}` },
      ];
      for (const claim of claims) expect(await seenAs(on(), on().app.url, claim)).toMatch(/^(127\.0\.0\.1|::1)$/);
      const { rows } = await on().world.pool.query<{ key: string }>("SELECT key FROM rate_limit WHERE key LIKE $1", [
        `%${CLAIMED}%`,
      ]);
      expect(rows).toEqual([]);
    });

    it.each([
      [1, "203.0.113.5", (real: string) => `${CLAIMED}, ${real}`],
      [2, "203.0.113.6", (real: string) => `${CLAIMED}, ${real}, 10.0.0.1`],
    ])(
      "behind %i trusted proxies it is what the outermost of them saw, and limits go by it",
      async (hops, real, chain) => {
        const settings = { TRUSTED_PROXY_HOPS: String(hops), RATE_LIMIT_SCALE: "0.02" };
        const web = await on().startWeb(settings);
        expect(await seenAs(on(), web.url, { "X-Forwarded-For": chain(real) })).toBe(real);
        // A new lie each time does not help; the true one is what counts.
        const liar = await letThrough(web.url, (at) => chain(`192.0.2.${hops}`).replace(CLAIMED, `198.51.100.${at}`));
        expect(liar).toBeLessThan(6);
        expect(await letThrough(web.url, (at) => chain(`192.0.2.${hops * 10 + at + 100}`))).toBe(6);
      },
    );

    it("control: with one proxy trusted that is not there, the claim is believed, and this test sees it", async () => {
      const web = await on().startWeb({ TRUSTED_PROXY_HOPS: "1" });
      expect(await seenAs(on(), web.url, { "X-Forwarded-For": CLAIMED })).toBe(CLAIMED);
    });
  });

  describe("cookies of a started app on http", () => {
    it("are out of scripts' reach, stay at home on other sites' requests, and belong to the whole of this host alone", async () => {
      const body = JSON.stringify({ email: "cookies@example.in", password: PASSWORD, name: "Asha", acceptTerms: true });
      const headers = { "Content-Type": "application/json" };
      const reply = await ask(on().app.url, "/api/auth/register", { method: "POST", headers, body });
      const cookies = reply.headers["set-cookie"] ?? [];
      expect(cookies.length).toBe(3);
      for (const cookie of cookies)
        expect(cookie).toMatch(/^studio_\w+=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Expires=[^;]+$/);
    });
  });
}
