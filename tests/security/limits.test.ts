import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RATE_RULES, type RateRule } from "@/lib/core/rate-rules";
import { type House, openHouse } from "@/tests/faults/house";
import type { Caller } from "@/tests/generation/studio";
import { measured } from "@/tests/support/proof";

/** Small limits, so that few requests reach them. */
const SCALE = 0.05;
const pointsOf = (rule: RateRule) => Math.max(1, Math.round(RATE_RULES[rule].points * SCALE));
const WEBS = 3;

let house: House;
let person: Caller;
beforeAll(async () => {
  house = await openHouse({ webs: WEBS, workers: 0, settings: { RATE_LIMIT_SCALE: String(SCALE) } });
});
afterAll(() => house?.close());

type Sent = {
  path: string;
  body?: unknown;
  method?: string;
  token?: string;
  ip?: string;
  headers?: Record<string, string>;
};

const send = (at: number, { path, body, method = "POST", token, ip = "203.0.113.1", headers = {} }: Sent) =>
  fetch(`${house.origins[at % WEBS]}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      // The route files alone have no server before them that would tell the socket's address.
      "X-Forwarded-For": ip,
      "Idempotency-Key": randomUUID(),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

let count = 0;
const anIp = () => `198.51.${Math.floor(++count / 250)}.${count % 250}`;
const email = () => `somebody.${++count}@example.in`;
const ticket = { name: "Asha", kind: "other", body: "Something is not right here." };
const login = (address: string, ip: string): Sent => ({
  ...{ path: "/api/auth/login", ip, body: { email: address, password: "not the right one" } },
});

/** What one rule counts: requests that share its key and nothing else. A rule without a row fails the first test. */
const ROWS: Record<RateRule, () => (n: number) => Sent> = {
  register: () => {
    const ip = anIp();
    const fields = { password: "blue rickshaw at noon", name: "Asha", acceptTerms: true };
    return () => ({ path: "/api/auth/register", ip, body: { ...fields, email: email() } });
  },
  loginAccount: () => {
    const address = email();
    return () => login(address, anIp());
  },
  loginIp: () => {
    const ip = anIp();
    return () => login(email(), ip);
  },
  mailAddress: () => {
    const address = email();
    return () => ({ path: "/api/auth/forgot-password", ip: anIp(), body: { email: address } });
  },
  mailIp: () => {
    const ip = anIp();
    return () => ({ path: "/api/auth/forgot-password", ip, body: { email: email() } });
  },
  generate: () => () => ({
    path: "/api/studio/generate",
    token: person.token,
    body: { prompt: "a red kite", tier: "standard", quotedCredits: 99 },
  }),
  enhance: () => () => ({ path: "/api/studio/enhance-prompt", token: person.token, body: { prompt: "a red kite" } }),
  write: () => () => ({ path: "/api/studio/collections", token: person.token, body: { name: `Kites ${++count}` } }),
  read: () => () => ({ path: "/api/studio/credits/balance", method: "GET", token: person.token }),
  webhookRefused: () => {
    const ip = anIp();
    return () => ({ path: "/api/webhooks/razorpay", ip, body: {}, headers: { "x-razorpay-signature": "forged" } });
  },
  ticketIp: () => {
    const ip = anIp();
    return () => ({ path: "/api/grievances", ip, body: { ...ticket, email: email() } });
  },
  ticketAddress: () => {
    const address = email();
    return () => ({ path: "/api/grievances", ip: anIp(), body: { ...ticket, email: address } });
  },
};

const isRefused = ({ status }: Response) => status === 429;

describe("a limit", () => {
  it.each(Object.keys(RATE_RULES) as RateRule[])(
    "%s lets exactly its number through, whichever process is asked and however many at once, and says when to come back",
    async (rule) => {
      person = await house.studio.newUser(1);
      const points = pointsOf(rule);
      const request = ROWS[rule]();
      const answers = await Promise.all(Array.from({ length: points + 6 }, (_, n) => send(n, request(n))));
      const refused = answers.filter(isRefused);
      // A failed sign-in is counted after the look at the limit: guesses at once may look together, and are counted each.
      expect(refused.length).toBe(6);
      for (const answer of refused) {
        const seconds = Number(answer.headers.get("retry-after"));
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(RATE_RULES[rule].seconds);
        expect(answer.headers.get("ratelimit-remaining")).toBe("0");
        expect(answer.headers.get("ratelimit-reset")).toBe(answer.headers.get("retry-after"));
        expect(answer.headers.get("ratelimit-limit")).toBe(String(points));
        expect(answer.headers.get("ratelimit-policy")).toBe(`${points};w=${RATE_RULES[rule].seconds}`);
        expect((await answer.json()).code).toBe("rate_limited");
      }
    },
  );

  it("tells on each answer what is left", async () => {
    person = await house.studio.newUser(1);
    const left: number[] = [];
    for (let n = 0; n < 4; n++) {
      const answer = await send(n, ROWS.read()(n));
      left.push(Number(answer.headers.get("ratelimit-remaining")));
    }
    const points = pointsOf("read");
    expect(left).toEqual([points - 1, points - 2, points - 3, points - 4]);
  });

  it("opens anew when its window is over, by the database's clock", async () => {
    person = await house.studio.newUser(1);
    const request = ROWS.write();
    for (let n = 0; n < pointsOf("write"); n++) await send(n, request(n));
    expect((await send(0, request(0))).status).toBe(429);
    await house.studio.sql("UPDATE rate_limit SET expire = extract(epoch FROM now()) * 1000 - 1 WHERE key LIKE $1", [
      `write:${person.userId}%`,
    ]);
    expect((await send(1, request(1))).status).toBe(201);
  });

  it("of one person is not another's, and a forged address in front opens no new one", async () => {
    const [one, other] = [await house.studio.newUser(), await house.studio.newUser()];
    const write = (token: string, ip: string): Sent => ({
      ...{ path: "/api/studio/collections", token, ip, body: { name: `Kites ${++count}` } },
    });
    for (let n = 0; n < pointsOf("write"); n++) await send(n, write(one.token, anIp()));
    expect((await send(0, write(one.token, anIp()))).status).toBe(429);
    expect((await send(0, write(other.token, anIp()))).status).toBe(201);
    const ip = anIp();
    for (let n = 0; n < pointsOf("register"); n++) await send(n, { ...ROWS.register()(n), ip: `${anIp()}, ${ip}` });
    expect((await send(0, { ...ROWS.register()(0), ip: `${anIp()}, ${ip}` })).status).toBe(429);
  });

  it("counts no stored answer that is given again, and no right password", async () => {
    person = await house.studio.newUser(1);
    const key = { "Idempotency-Key": randomUUID() };
    for (let n = 0; n < 3 * pointsOf("generate"); n++)
      expect((await send(n, { ...ROWS.generate()(n), headers: key })).status).toBe(409);
    const address = email();
    const password = "blue rickshaw at noon";
    const ip = anIp();
    await send(0, {
      path: "/api/auth/register",
      ip,
      body: { email: address, password, name: "Ira", acceptTerms: true },
    });
    for (let n = 0; n < 4; n++)
      expect((await send(n, { path: "/api/auth/login", ip, body: { email: address, password } })).status).toBe(200);
  });

  it("control: where the database does not keep the count, everybody gets through", async (context) => {
    person = await house.studio.newUser(1);
    await house.studio.sql(`CREATE FUNCTION forget_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      NEW.points := OLD.points; RETURN NEW; END $$`);
    await house.studio.sql(
      "CREATE TRIGGER forget_count BEFORE UPDATE ON rate_limit FOR EACH ROW EXECUTE FUNCTION forget_count()",
    );
    const answers = await Promise.all(
      Array.from({ length: pointsOf("write") + 6 }, (_, n) => send(n, ROWS.write()(n))),
    );
    const refused = answers.filter(isRefused).length;
    measured(context, { refused });
    expect(refused).not.toBe(6);
  });
});
