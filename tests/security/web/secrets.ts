import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ENDPOINTS } from "@/lib/domain/docs/endpoints";
import { ROOT } from "@/lib/start/environment.mjs";
import { measured } from "@/tests/support/proof";
import { PAGES } from "../pages";
import { addressOf } from "./page-matrix";
import type { Stage } from "./stage";
import { ask, forAll, type Reply } from "./wire";

/** They are no secrets: browsers need the one to pay, and the other is a name. */
const PUBLIC = ["SANDBOX_RAZORPAY_KEY_ID", "SANDBOX_MAIL_USER"];
/** What somebody sends by mistake or to try: none of it may be kept or repeated. */
const SENT = {
  password: "canary-password-of-a-new-account-51",
  wrong: "canary-password-that-is-wrong-52",
  bearer: "canary-bearer-53",
  link: "canary-token-of-a-link-54",
  signature: "canary-signature-55",
  key: "canary-provider-key-value-0123456789",
};

/** Everything planted: what this installation made for itself, the database's password, sign-ins of people, and what they sent. */
function canaries({ secrets, world, people }: Stage): Map<string, string> {
  const made = Object.entries(secrets as Record<string, string>).filter(([name]) => !PUBLIC.includes(name));
  const password = decodeURIComponent(new URL(world.env.DATABASE_URL).password);
  return new Map([
    ...made,
    ...(password ? ([["the database's password", password]] as const) : []),
    ...Object.entries(people).map(([name, { token }]) => [`the sign-in of ${name}`, token] as const),
    ...Object.entries(SENT).map(([name, value]) => [`sent: ${name}`, value] as const),
  ]);
}

/** The names of those that a text holds, also as they are written in addresses, in Base64, in hex, or cut off after more than half. */
function found(planted: Map<string, string>, text: string): string[] {
  const forms = (secret: string) => [
    ...[secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").replace(/=+$/, "").slice(0, -1)],
    ...[
      Buffer.from(secret).toString("hex"),
      JSON.stringify(secret).slice(1, -1),
      secret.slice(0, Math.ceil(secret.length * 0.6)),
    ],
  ];
  return [...planted].flatMap(([name, secret]) => (forms(secret).some((form) => text.includes(form)) ? [name] : []));
}

/** Shapes of real keys, as their services write them. */
const SHAPES = [
  ...[/\br8_[A-Za-z0-9]{30,}/, /\bAIza[0-9A-Za-z_-]{35}/, /\brzp_live_[A-Za-z0-9]{14}/, /\bwhsec_[A-Za-z0-9+/]{30,}/],
  ...[
    /-----BEGIN [A-Z ]*PRIVATE KEY/,
    /\bcloudinary:\/\/\d{6,}:[\w-]{15,}@/,
    /\bpostgres(?:ql)?:\/\/[^\s"'`$]+:[^\s"'`$]+@/,
  ],
];
const shaped = (text: string) => SHAPES.flatMap((shape) => shape.exec(text)?.[0] ?? []);

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

const whole = ({ text, headers }: Reply) => `${text}\n${JSON.stringify(headers)}`;

export function describeSecrets(on: () => Stage): void {
  const api = (method: string, address: string, { who = "admin", body, ...headers }: Record<string, unknown> = {}) =>
    ask(on().app.url, address, {
      method,
      headers: {
        Authorization: `Bearer ${on().people[who as "admin"].token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(headers as Record<string, string>),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });

  describe("secrets stay where they belong", () => {
    it("come back in no answer to whoever sends them", async () => {
      const email = "canary@example.in";
      const account = { email, password: SENT.password, name: "Asha", acceptTerms: true };
      const answers = [
        await api("POST", "/api/auth/register", { body: account }),
        await api("POST", "/api/auth/register", { body: { ...account, email: 7 } }),
        await api("POST", "/api/auth/register", { body: `{"password": "${SENT.password}", ` }),
        await api("POST", "/api/auth/login", { body: { email, password: SENT.wrong } }),
        await api("POST", "/api/auth/reset-password", { body: { token: SENT.link, password: SENT.password } }),
        await api("POST", "/api/auth/verify-email", { body: { token: SENT.link } }),
        await api("POST", `/api/auth/verify-email?token=${SENT.link}`, { body: {} }),
        await api("GET", "/api/auth/me", { Authorization: `Bearer ${SENT.bearer}` }),
        await api("GET", "/api/auth/me", { Authorization: SENT.bearer, Cookie: `studio_access=${SENT.bearer}` }),
        await api("POST", "/api/auth/refresh", { Cookie: `studio_refresh=${SENT.bearer}` }),
        await api("POST", "/api/webhooks/razorpay", { body: "{}", "X-Razorpay-Signature": SENT.signature }),
        await api("POST", "/api/webhooks/replicate", { body: "{}", "webhook-signature": `v1,${SENT.signature}` }),
        await api("PUT", "/api/admin/providers/keys/GEMINI_API_KEY", { body: { value: SENT.key } }),
        await api("PUT", "/api/admin/providers/keys/REPLICATE_API_TOKEN", { body: { value: SENT.key } }),
        await api("DELETE", "/api/admin/providers/keys/GEMINI_API_KEY"),
      ];
      const sent = new Map(Object.entries(SENT));
      expect(answers.map((reply) => reply.status)).toEqual([
        ...[201, 422, 400, 401, 422, 422, 422, 401, 401, 401, 401, 401, 200, 422, 204],
      ]);
      expect(answers.flatMap((reply) => found(sent, whole(reply)))).toEqual([]);
    });

    it("stand on no page, in no answer of the API and in none of its errors, also for the owner and the admin", async (context) => {
      const planted = canaries(on());
      const wrong: string[] = [];
      const pages = Object.keys(PAGES).map((pattern) => addressOf(on(), pattern));
      const operations = ENDPOINTS.filter(({ method }) => method === "GET").map((endpoint) =>
        endpoint.path.replaceAll(
          /\{(\w+)\}/g,
          (_, name: string) => (on().things as Record<string, string>)[name] ?? "unknown",
        ),
      );
      const broken = ["/api/no/such/thing", "/api/auth/me?x=%00", "/no/such/page", "/%E0%A4%A", "/_next/no-such.js"];
      // An event stream never ends.
      const addresses = [...pages, ...operations, ...broken].filter(
        (address) => !/\/(?:stream|events|live)$/.test(address),
      );
      await forAll(addresses, async (address) => {
        for (const who of ["owner", "admin"] as const) {
          const reply = await ask(on().app.url, address, { headers: on().cookiesOf(who) });
          const seen = [...found(planted, whole(reply)), ...shaped(reply.text)];
          if (seen.length > 0) wrong.push(`${who} ${address}: ${seen}`);
        }
      });
      expect(wrong).toEqual([]);
      measured(context, { secrets: planted.size, addresses: addresses.length * 2 });
    });

    it("are in no file that browsers load, and no map of the sources is", () => {
      const files = [path.join(ROOT, ".next/static"), path.join(ROOT, "public")].flatMap(filesBelow);
      expect(files.length).toBeGreaterThan(50);
      expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
      const planted = canaries(on());
      const texts = files.filter((file) => /\.(?:js|css|json|svg|html|txt|webmanifest)$/.test(file));
      const wrong = texts.flatMap((file) => {
        const text = readFileSync(file, "utf8");
        // What only the server has: a module of it in a bundle would bring its settings along.
        const server = /timingSafeEqual|pg_advisory|SIGNING_SECRET|PrismaClient/.exec(text)?.[0];
        return [...found(planted, text), ...shaped(text), ...(server ? [server] : [])].map(
          (what) => `${file}: ${what}`,
        );
      });
      expect(wrong).toEqual([]);
    });

    it("reach a bundle by no name: no variable is marked as public", () => {
      const sources = ["app", "components", "lib"].flatMap((folder) => filesBelow(path.join(ROOT, folder)));
      const config = readFileSync(path.join(ROOT, "next.config.ts"), "utf8");
      expect(sources.filter((file) => readFileSync(file, "utf8").includes("NEXT_PUBLIC_"))).toEqual([]);
      expect(config).not.toMatch(/NEXT_PUBLIC_|\benv:/);
    });

    it("are in no line that the app printed, all through these tests", (context) => {
      const said = on().app.output();
      expect(said).toContain('"requestId"');
      expect([...found(canaries(on()), said), ...shaped(said)]).toEqual([]);
      measured(context, { "printed bytes": said.length });
    });

    it("are in no row of the database", async (context) => {
      const { world } = on();
      const { rows } = await world.pool.query<{ schema: string; name: string }>(
        `SELECT schemaname AS schema, tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      expect(rows.length).toBeGreaterThan(40);
      const planted = canaries(on());
      const wrong: string[] = [];
      for (const { schema, name } of rows) {
        const table = await world.pool.query<{ t: string }>(`SELECT t::text AS t FROM "${schema}"."${name}" t`);
        const seen = found(planted, table.rows.map(({ t }) => t).join("\n"));
        if (seen.length > 0) wrong.push(`${name}: ${seen}`);
      }
      expect(wrong).toEqual([]);
      measured(context, { tables: rows.length });
    });

    it("are in no figure for the operator, and in no file that others on this machine may read", async () => {
      const planted = canaries(on());
      const metrics = await ask(on().app.url, "/api/metrics", { headers: { Host: "127.0.0.1" } });
      expect(found(planted, metrics.text)).toEqual([]);
      const readable = filesBelow(on().app.dataDir).filter((file) => (statSync(file).mode & 0o077) !== 0);
      const wrong = readable.filter((file) => found(planted, readFileSync(file, "latin1")).length > 0);
      expect(wrong).toEqual([]);
    });

    it.runIf(process.platform === "linux")("are on no command line", () => {
      const planted = canaries(on());
      for (const name of ["web", "worker", "sandbox"] as const) {
        const line = readFileSync(`/proc/${on().app.pidOf(name)}/cmdline`, "utf8");
        expect(line.length).toBeGreaterThan(10);
        expect([name, found(planted, line)]).toEqual([name, []]);
      }
    });

    it("control: each is found where it does stand, whatever way it is written, and keys by their shape", () => {
      const planted = canaries(on());
      const file = readFileSync(path.join(on().app.dataDir, "secrets.json"), "utf8");
      const own = Object.keys(on().secrets).filter((name) => !PUBLIC.includes(name));
      expect(found(planted, file)).toEqual(own);
      expect(own.length).toBeGreaterThan(10);
      for (const write of [
        encodeURIComponent,
        (text: string) => Buffer.from(text).toString("base64"),
        (text: string) => Buffer.from(text).toString("hex"),
        (text: string) => `... ${text.slice(0, -5)}***`,
      ]) {
        const missed = [...planted].filter(([name, secret]) => !found(planted, write(secret)).includes(name));
        expect(missed).toEqual([]);
      }
      if (process.platform === "linux") {
        const environment = readFileSync(`/proc/${on().app.pidOf("web")}/environ`, "utf8");
        expect(found(planted, environment)).toContain("SIGNING_SECRET");
      }
      expect(shaped(`r8_${"a".repeat(37)} postgresql://u:p@h/d whsec_${"b".repeat(44)}`)).toHaveLength(3);
    });
  });
}
