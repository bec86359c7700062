import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser, newEmail, ORIGIN, openStudio, PASSWORD, type Studio, signUp, tokenIn } from "./studio";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

describe("register", () => {
  it("makes user, credit account, session and mail, and signs the browser in", async () => {
    const browser = new Browser();
    const email = newEmail();
    const { status, body, headers } = await signUp(browser, { email, name: "आशा Rao" });
    expect(status).toBe(201);
    expect(body.user).toMatchObject({ email, emailVerified: false, name: "आशा Rao", role: "user" });
    const cookies = headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual(["studio_access", "studio_refresh", "studio_device"]);
    for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Expires=/);
    expect((await browser.get("me")).body.user.id).toBe(body.user.id);
    expect((await new Browser().get("me", { bearer: body.token })).body.user.id).toBe(body.user.id);
    expect(await studio.sql("SELECT balance_units FROM credit_account WHERE user_id = $1", [body.user.id])).toEqual([
      { balance_units: 0 },
    ]);
    const mails = await studio.mailsTo(email);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ subject: "Confirm your e-mail address" });
    expect(mails[0]!.text).toContain("Hello आशा Rao,");
    expect(mails[0]!.links[0]).toBe(`${ORIGIN}/verify-email?token=${tokenIn(mails[0])}`);
    expect(mails[0]!.html).toContain(`href="${ORIGIN}/verify-email?token=${tokenIn(mails[0])}"`);
  });

  it("stores no token: neither the table, nor the queue, nor the log holds what the mail says", async () => {
    const email = newEmail();
    await signUp(new Browser(), { email });
    const queued = JSON.stringify(await studio.sql("SELECT * FROM graphile_worker._private_jobs"));
    const secret = tokenIn((await studio.mailsTo(email))[0]);
    const stored = JSON.stringify(await studio.sql("SELECT * FROM mail_token"));
    expect(secret.length).toBeGreaterThan(40);
    for (const place of [queued, stored, JSON.stringify(studio.logged)]) expect(place).not.toContain(secret);
    const users = JSON.stringify(await studio.sql(`SELECT * FROM "user"`));
    expect(users).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
    expect(users).not.toContain(PASSWORD);
    expect(JSON.stringify(studio.logged)).not.toContain(email);
  });

  it.each([
    ["the same address", "anil@example.in", "anil@example.in"],
    ["another case", "bina@example.in", "BINA@Example.IN"],
    ["Gmail's dots, plus and second domain", "chitra.devi@gmail.com", "c.hitradevi+studio@googlemail.com"],
    ["Outlook's plus", "dev@outlook.com", "dev+1@outlook.com"],
    ["Proton's names", "esha@proton.me", "e.sha@pm.me"],
  ])("refuses %s a second time with 409 on email", async (_, first, second) => {
    expect((await signUp(new Browser(), { email: first })).status).toBe(201);
    const { status, body, headers } = await signUp(new Browser(), { email: second });
    expect([status, body.code, body.errors[0].field]).toEqual([409, "conflict", "email"]);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.getSetCookie()).toEqual([]);
  });

  it("leaves dots and plus alone where they count", async () => {
    expect((await signUp(new Browser(), { email: "f.atima@example.in" })).status).toBe(201);
    expect((await signUp(new Browser(), { email: "fatima@example.in" })).status).toBe(201);
    expect((await signUp(new Browser(), { email: "fatima+a@example.in" })).status).toBe(201);
  });

  it("twenty simultaneous sign-ups with one address make one account and nineteen refusals", async () => {
    const email = newEmail();
    const answers = await Promise.all(Array.from({ length: 20 }, () => signUp(new Browser(), { email })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)]);
    expect(await studio.sql(`SELECT count(*) AS n FROM "user" WHERE email = $1`, [email])).toEqual([{ n: 1 }]);
    expect(await studio.mailsTo(email)).toHaveLength(1);
  });

  it("derives a handle and gives a suffix when it is taken, also at the same moment", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => signUp(new Browser(), { name: "Zoë Mehta" })));
    const handles = answers.map(({ body }) => body.user.handle as string);
    expect(new Set(handles).size).toBe(6);
    expect(handles.filter((handle) => handle === "zoe_mehta")).toHaveLength(1);
    for (const handle of handles) expect(handle).toMatch(/^zoe_mehta(_\d{4,6})?$/);
  });

  it("never makes a handle from the address", async () => {
    const { body } = await signUp(new Browser(), { name: "प्रिया", email: "priya.secret@example.in" });
    expect(body.user.handle).toMatch(/^creator_\d{4,6}$/);
  });

  it.each(["admin", "Support", "ad_min"])("keeps the handle %s for itself", async (handle) => {
    const { status, body } = await signUp(new Browser(), { handle });
    expect([status, body.errors[0].field]).toEqual([409, "handle"]);
  });

  it("refuses an explicit handle that is taken, whatever its case", async () => {
    expect((await signUp(new Browser(), { handle: "gita_draws" })).body.user.handle).toBe("gita_draws");
    const { status, body } = await signUp(new Browser(), { handle: "GITA_draws" });
    expect([status, body.code, body.errors[0].field]).toEqual([409, "conflict", "handle"]);
  });

  it.each([
    ["short", "too short", "password"],
    ["1234567890", "a sequence", "password"],
    ["Password2024!", "a common word with ornaments", "password"],
    ["aaaaaaaaaaaa", "a repetition", "password"],
    ["qwertyuiop", "a keyboard row", "password"],
    ["strawberry", "a common password", "password"],
    ["hetvi.shah1", "the owner's address", "password"],
  ])("refuses the password %s: %s", async (password, _, field) => {
    const { status, body } = await signUp(new Browser(), {
      password,
      email: "hetvi.shah@example.in",
      name: "Hetvi Shah",
    });
    expect([status, body.code, body.errors[0].field]).toEqual([422, "validation_failed", field]);
  });

  it("asks for no capitals, digits or signs, and counts NFC forms as one password", async () => {
    const email = newEmail();
    expect((await signUp(new Browser(), { email, password: "cafe\u0301 na\u00efve mango" })).status).toBe(201);
    const { status } = await new Browser().post("login", { email, password: "caf\u00e9 nai\u0308ve mango" });
    expect(status).toBe(200);
  });

  it("names each wrong field", async () => {
    const { status, body } = await new Browser().post("register", { email: "nobody", password: "x", name: " " });
    expect(status).toBe(422);
    expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      "acceptTerms",
      "email",
      "name",
      "password",
    ]);
  });

  it("refuses another site's page, and a cookie call that does not say where it came from", async () => {
    const browser = new Browser();
    expect((await signUp(browser, {})).status).toBe(201);
    const foreign = await browser.post("logout", undefined, { headers: { Origin: "https://evil.example" } });
    expect([foreign.status, foreign.body.code]).toEqual([403, "forbidden"]);
    expect((await browser.get("me")).status).toBe(200);
  });
});

describe("register, limited", () => {
  it("allows 100 an hour from one address", async () => {
    const [{ n }] = (await studio.sql<{ n: number }>(
      "SELECT count(*) AS n FROM rate_limit WHERE key LIKE 'register:%'",
    )) as [{ n: number }];
    expect(n).toBeGreaterThan(10);
    const browser = new Browser("192.0.2.9");
    await studio.sql("INSERT INTO rate_limit VALUES ('register:192.0.2.9', 99, $1)", [Date.now() + 60_000]);
    expect((await signUp(browser)).status).toBe(201);
    const { status, body, headers } = await signUp(browser);
    expect([status, body.code]).toEqual([429, "rate_limited"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await signUp(new Browser("192.0.2.10"))).status).toBe(201);
  });
});
