import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser, newEmail, openStudio, PASSWORD, type Studio, signUp } from "./studio";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

describe("sign in", () => {
  it("takes any spelling of the mailbox and answers user, token and cookies", async () => {
    await signUp(new Browser(), { email: "ira.nair@gmail.com" });
    const browser = new Browser();
    const { status, body } = await browser.post("login", { email: " IraNair+x@gmail.com", password: PASSWORD });
    expect([status, body.user.email]).toEqual([200, "ira.nair@gmail.com"]);
    expect((await browser.get("me")).status).toBe(200);
    expect((await new Browser().get("me", { bearer: body.token })).status).toBe(200);
  });

  it("ends the session that the browser was in before", async () => {
    const browser = new Browser();
    const { body: first } = await signUp(browser);
    const other = new Browser();
    await other.post("login", { email: first.user.email, password: PASSWORD });
    const again = await browser.post("login", { email: first.user.email, password: PASSWORD });
    expect((await new Browser().get("me", { bearer: first.token })).status).toBe(401);
    expect((await new Browser().get("me", { bearer: again.body.token })).status).toBe(200);
    expect((await other.get("me")).status).toBe(200);
  });

  it("gives the same 401 in the same time for a wrong password and an unknown address", async () => {
    const emails = await Promise.all(
      Array.from({ length: 15 }, async () => (await signUp(new Browser())).body.user.email as string),
    );
    const ask = async (email: string) => {
      const start = performance.now();
      const { status, body } = await new Browser().post("login", { email, password: "not the password" });
      return { ms: performance.now() - start, answer: { status, ...body, requestId: "" } };
    };
    await ask(newEmail());
    const known = [];
    const unknown = [];
    for (const email of emails) {
      known.push(await ask(email));
      unknown.push(await ask(newEmail()));
    }
    expect(known[0]!.answer).toMatchObject({ status: 401, code: "unauthorized" });
    for (const { answer } of [...known, ...unknown]) expect(answer).toEqual(known[0]!.answer);
    const ratio = median(known.map(({ ms }) => ms)) / median(unknown.map(({ ms }) => ms));
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.67);
  });

  it("stops an account's guesses at ten, from wherever they come, also all at once", async () => {
    const email = newEmail();
    await signUp(new Browser(), { email });
    const guess = (password: string) => new Browser().post("login", { email, password });
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => guess(`guess number ${n}`)));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(401), count(429)]).toEqual([10, 20]);
    const right = await guess(PASSWORD);
    expect([right.status, right.body.code]).toEqual([429, "rate_limited"]);
    expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(800);
    const other = await signUp(new Browser());
    expect((await new Browser().post("login", { email: other.body.user.email, password: PASSWORD })).status).toBe(200);
  });

  it("counts guesses at unknown addresses alike", async () => {
    const email = newEmail();
    const statuses = [];
    for (let n = 0; n < 11; n++)
      statuses.push((await new Browser().post("login", { email, password: "guess" })).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
  });

  it("counts the right password of a suspended account like a wrong one, so that nothing tells them apart", async () => {
    const email = newEmail();
    await signUp(new Browser(), { email });
    await studio.sql(`UPDATE "user" SET status = 'suspended' WHERE email = $1`, [email]);
    const before = studio.logged.filter(({ event }) => event === "sign-in refused").length;
    const statuses = [];
    for (let guess = 0; guess < 11; guess++)
      statuses.push((await new Browser().post("login", { email, password: PASSWORD })).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    expect(studio.logged.filter(({ event }) => event === "sign-in refused")).toHaveLength(before + 10);
  });

  it("does not count successes", async () => {
    const email = newEmail();
    await signUp(new Browser(), { email });
    const browser = new Browser();
    for (let n = 0; n < 12; n++) expect((await browser.post("login", { email, password: PASSWORD })).status).toBe(200);
  });

  it("stops one address at a hundred failures over all accounts", async () => {
    const browser = new Browser("198.51.100.4");
    await studio.sql("INSERT INTO rate_limit VALUES ('loginIp:198.51.100.4', 99, $1)", [Date.now() + 60_000]);
    expect((await browser.post("login", { email: newEmail(), password: "guess" })).status).toBe(401);
    expect((await browser.post("login", { email: newEmail(), password: "guess" })).status).toBe(429);
  });

  it("refuses even the right password among guesses that all passed the first check together", async () => {
    const email = newEmail();
    await signUp(new Browser(), { email });
    const passwords = [...Array.from({ length: 30 }, (_, n) => `guess number ${n}`), PASSWORD];
    const answers = await Promise.all(passwords.map((password) => new Browser().post("login", { email, password })));
    expect(answers.at(-1)!.status).toBe(429);
  });

  it("refuses the old password when it is replaced while the sign-in is under way", async () => {
    const email = newEmail();
    await signUp(new Browser(), { email });
    const change = await studio.world.pool.connect();
    try {
      await change.query("BEGIN");
      await change.query(`UPDATE "user" SET password_hash = 'replaced' WHERE email = $1`, [email]);
      const intruder = new Browser();
      const login = intruder.post("login", { email, password: PASSWORD });
      // The old password is still the right one; opening the session has to wait for the change.
      await expect
        .poll(
          () =>
            studio.sql(
              "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
            ),
          {
            timeout: 5_000,
          },
        )
        .not.toEqual([]);
      await change.query("COMMIT");
      expect((await login).status).toBe(401);
      expect(intruder.cookies.size).toBe(0);
    } finally {
      change.release();
    }
  });
});
