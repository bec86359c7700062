import { randomUUID } from "node:crypto";
import { Logger, runTaskListOnce, type Task } from "graphile-worker";
import { Pool } from "pg";
import type { World } from "@/lib/db/ctx";
import { createDb, createPool } from "@/lib/db/prisma";
import { readEnv } from "@/lib/env";
import { createLimits } from "@/lib/http/rate-limit";
import { provideWorld } from "@/lib/http/world";
import type { JobPayloads } from "@/lib/jobs/enqueue";
import { TASKS } from "@/lib/jobs/registry";
import { createSmtpMailer } from "@/lib/providers/smtp/mailer";
import { createTestDatabase } from "@/tests/support/database";
import { dispatch } from "@/tests/support/routes";
import { openMailbox, type ReceivedMail } from "./mailbox";

export const ORIGIN = "http://localhost:3000";
export const PASSWORD = "blue rickshaw at noon";

type Call = { bearer?: string; headers?: Record<string, string>; sendCookies?: boolean };
// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server says; the assertions are the types.
export type Answer = { status: number; body: any; headers: Headers };

/** A browser: keeps cookies, sends its own Origin, comes from one address. */
export class Browser {
  readonly cookies = new Map<string, string>();
  constructor(
    readonly ip = `10.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}.7`,
    readonly userAgent = "Vitest/1",
  ) {}

  async send(
    method: string,
    path: string,
    body?: unknown,
    { bearer, headers, sendCookies = true }: Call = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await dispatch(
      new Request(`${ORIGIN}/api/auth/${path}`, {
        method,
        headers: {
          Origin: ORIGIN,
          "User-Agent": this.userAgent,
          "X-Forwarded-For": this.ip,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...(cookie && sendCookies && !bearer ? { Cookie: cookie } : {}),
          ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
  }
  get = (path: string, call?: Call) => this.send("GET", path, undefined, call);
  post = (path: string, body?: unknown, call?: Call) => this.send("POST", path, body, call);
}

export const newEmail = (domain = "example.in") => `asha.${randomUUID().slice(0, 8)}@${domain}`;

export const signUp = (browser: Browser, fields: Record<string, unknown> = {}): Promise<Answer> =>
  browser.post("register", { email: newEmail(), password: PASSWORD, name: "Asha Rao", acceptTerms: true, ...fields });

export const tokenIn = (mail: ReceivedMail | undefined): string =>
  new URL(mail?.links[0] ?? "http://none.invalid/?token=").searchParams.get("token") ?? "";

/** Database, mail server and world of one test file; requests go through the route files in this process. */
export async function openStudio(settings: Record<string, string> = {}) {
  const [database, mailbox] = await Promise.all([createTestDatabase(), openMailbox()]);
  const env = readEnv({
    APP_URL: ORIGIN,
    DATABASE_URL: database.url,
    AUTH_SECRET: "a".repeat(40),
    SIGNING_SECRET: "s".repeat(40),
    SMTP_URL: mailbox.url,
    LOG_LEVEL: "silent",
    ...settings,
  });
  const pool = createPool(env.DATABASE_URL, env.DATABASE_POOL_SIZE);
  const logged: { event: string; fields: Record<string, unknown> | undefined }[] = [];
  const note = (event: string, fields?: Record<string, unknown>) => void logged.push({ event, fields });
  const world: World = {
    env,
    pool,
    db: createDb(pool),
    // Accounts touch no files.
    ports: {
      media: undefined as never,
      mailer: createSmtpMailer({ url: mailbox.url, from: env.MAIL_FROM, timeoutMs: 5_000 }),
    },
    limits: createLimits(pool, env.RATE_LIMIT_SCALE),
    live: { subscribe: () => () => {}, watchFeed: () => {}, watchKeys: () => {} },
    log: { debug: note, info: note, warn: note, error: note },
    failpoint: () => {},
  };
  provideWorld(world);
  const queue = new Pool({ connectionString: database.url, max: 3 });
  const tasks: Record<string, Task> = {
    "request-mail": async (payload) => {
      await TASKS["request-mail"](world, payload as JobPayloads["request-mail"]);
    },
    "send-mail": async (payload) => {
      await TASKS["send-mail"](world, payload as JobPayloads["send-mail"]);
    },
  };
  return {
    world,
    logged,
    /** Works the queue off, then gives all mails to this address so far. */
    async mailsTo(address: string): Promise<ReceivedMail[]> {
      const client = await queue.connect();
      await runTaskListOnce({ logger: new Logger(() => () => {}) }, tasks, client).finally(() => client.release());
      return mailbox.mails.filter(({ to }) => to === address);
    },
    sql: async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
      (await pool.query(text, values)).rows as Row[],
    async close() {
      await Promise.all([world.db.$disconnect(), queue.end(), mailbox.close()]);
      await pool.end();
      await database.drop();
    },
  };
}

export type Studio = Awaited<ReturnType<typeof openStudio>>;
