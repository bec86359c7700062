import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/lib/core/ids";
import { signAccessToken } from "@/lib/domain/identity/session-tokens";
import { readEnv } from "@/lib/env";
import { measured } from "@/tests/support/proof";
import { type Stage, startWeb } from "./stage";
import { ask } from "./wire";

const PUBLIC = "https://studio.example";

/** Ways to write the address of a door that is shut. */
const spellings = (door: string): string[] => {
  const [name = "", ...rest] = door.slice(1).split("/");
  const path = rest.join("/");
  return [
    ...[
      door,
      `${door}/`,
      `/${door}`,
      `/.${door}`,
      `/x/..${door}`,
      `/api/..${door}`,
      `/${name}/./${path}`,
      `/${name}//${path}`,
    ],
    ...[`/${name}/x/../${path}`, `/${name}/%2e/${path}`, `/${name}/..%2f${name}/${path}`, `/${name}%2f${path}`],
    ...[`/${name.toUpperCase()}/${path}`, `/%73${name.slice(1)}/${path}`, `/${name};x=1/${path}`, `/${name}\\${path}`],
    ...[
      `${door}?x=1`,
      `${door}%00`,
      `${door}.json`,
      `/en${door}`,
      `/_next/data/x${door}.json`,
      `/_next/image?url=${encodeURIComponent(door)}&w=64&q=75`,
    ],
  ];
};
/** Words of the request itself that might open it. */
const CLAIMS: Record<string, string>[] = [
  {},
  { "x-sandbox-via": "" },
  { "x-sandbox-via": "loopback", "X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1" },
  { Authorization: "Bearer " },
  { Authorization: "Bearer undefined" },
];
const CONTROLS = ["/sandbox/_control", "/sandbox/_log"];
/** What only the sandbox says, of mails, of requests and of its own settings. */
const isOfSandbox = (text: string) => /Sandbox mail|"speed"|"requests":|"links":/.test(text);

/** What a public installation has; the picture, payment and mail services are never asked here. */
const complete = ({ world }: Stage): Record<string, string> => ({
  APP_URL: PUBLIC,
  AUTH_SECRET: randomUUID() + randomUUID(),
  SIGNING_SECRET: randomUUID() + randomUUID(),
  PROVIDER_KEYS_SECRET: randomUUID() + randomUUID(),
  DATABASE_URL: world.env.DATABASE_URL,
  REPLICATE_API_TOKEN: "r8_of_a_public_installation_000000000000",
  SMTP_URL: "smtp://asha:word@127.0.0.1:9",
  RAZORPAY_KEY_ID: "rzp_live_0123456789abcd",
  RAZORPAY_KEY_SECRET: "of-a-public-installation",
  RAZORPAY_WEBHOOK_SECRET: "of-a-public-installation",
  LOG_LEVEL: "warn",
});

export function describeDoors(on: () => Stage): void {
  describe("the sandbox's doors on a trial installation", () => {
    it("let nobody at the controls and the log of requests, however the address is spelt", async (context) => {
      const opened: string[] = [];
      const cases = CONTROLS.flatMap(spellings).flatMap((address) => CLAIMS.map((headers) => ({ address, headers })));
      for (const { address, headers } of cases) {
        for (const method of ["GET", "POST", "DELETE"]) {
          const body = method === "POST" ? { body: JSON.stringify({ speed: 0.5 }) } : {};
          const reply = await ask(on().app.url, address, { method, headers, ...body });
          if (isOfSandbox(reply.text) || (reply.status < 300 && /_(?:control|log)/.test(address)))
            opened.push(`${method} ${address} ${JSON.stringify(headers)}: ${reply.status}`);
        }
      }
      expect(opened).toEqual([]);
      measured(context, { requests: cases.length * 3 });
    });

    it("control: with its token they open", async () => {
      const { app } = on();
      const headers = { Authorization: `Bearer ${app.sandbox.token}` };
      const log = await ask(app.url, "/sandbox/_log", { headers });
      const mail = await ask(app.url, "/sandbox/mail");
      expect([log.status, mail.status, isOfSandbox(mail.text)]).toEqual([200, 200, true]);
    });
  });

  describe("a public installation beside a sandbox that runs", () => {
    let installation: Record<string, string>;
    let web: { url: string; stop(): Promise<unknown> };
    beforeAll(async () => {
      installation = complete(on());
      web = await startWeb(installation);
    }, 60_000);
    afterAll(() => web?.stop());

    it("has no door to it: every spelling is a 404 or leads to one", async (context) => {
      const doors = [
        "/sandbox",
        "/sandbox/mail",
        "/sandbox/mail.json",
        "/sandbox/razorpay/v1/checkout.js",
        ...CONTROLS,
      ];
      const opened: string[] = [];
      const addresses = doors.flatMap(spellings);
      for (const address of addresses) {
        const withToken: Record<string, string> = { Authorization: `Bearer ${on().app.sandbox.token}` };
        for (const headers of [{}, withToken]) {
          const { status, text } = await ask(web.url, address, { headers: { Host: "studio.example", ...headers } });
          if (isOfSandbox(text) || ![400, 404, 307, 308].includes(status)) opened.push(`${address}: ${status}`);
        }
      }
      expect(opened).toEqual([]);
      measured(context, { requests: addresses.length * 2 });
    });

    it("takes no test key, and says so without repeating it", async () => {
      const env = readEnv(installation);
      expect(env.isProduction).toBe(true);
      const { userId } = on().people.admin;
      const session = await on().world.db.session.findFirstOrThrow({ where: { userId } });
      const expiresAt = new Date(Date.now() + 60_000);
      const who = { userId: userId as Id<"user">, sessionId: session.id as Id<"session"> };
      const token = await signAccessToken(env, who, { issuedAt: new Date(), expiresAt });
      const store = (name: string, value: string) =>
        ask(web.url, `/api/admin/providers/keys/${name}`, {
          method: "PUT",
          headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
          body: JSON.stringify({ value }),
        });
      for (const [name, value] of [
        ["RAZORPAY_KEY_ID", "rzp_test_0123456789abcd"],
        ["REPLICATE_API_TOKEN", "r8_sandbox0123456789abcdef0123456789ab"],
      ] as const) {
        const reply = await store(name, value);
        expect([name, reply.status, reply.text.includes(value)]).toEqual([name, 422, false]);
        expect(reply.text).toContain("test key");
      }
    });
  });

  describe("a public installation that is not complete", () => {
    const PARTS: Record<string, (stage: Stage) => Record<string, string>> = {
      SANDBOX_URL: ({ app }) => ({ SANDBOX_URL: app.sandbox.url }),
      REPLICATE_API_TOKEN: ({ secrets }) => ({ REPLICATE_API_TOKEN: secrets.SANDBOX_REPLICATE_TOKEN }),
      REPLICATE_BASE_URL: ({ app }) => ({ REPLICATE_BASE_URL: `${app.sandbox.url}/replicate/v1` }),
      GEMINI_BASE_URL: ({ app }) => ({ GEMINI_BASE_URL: `${app.sandbox.url}/gemini` }),
      RAZORPAY_KEY_ID: ({ secrets }) => ({ RAZORPAY_KEY_ID: secrets.SANDBOX_RAZORPAY_KEY_ID }),
      SMTP_URL: ({ app }) => ({ SMTP_URL: `smtp://sandbox:word@127.0.0.1:${app.sandbox.smtpPort}` }),
      AUTH_SECRET: () => ({ AUTH_SECRET: "" }),
      FAILPOINT: () => ({ FAILPOINT: "after-create" }),
    };
    it.each(Object.keys(PARTS))("its web process does not start: %s", async (name) => {
      const starting = startWeb({ ...complete(on()), ...PARTS[name]!(on()) });
      // One that does start must not stay.
      starting.then((web) => web.stop()).catch(() => {});
      await expect(starting).rejects.toThrow(name);
    });
  });
}
