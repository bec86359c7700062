import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser, newEmail, openStudio, PASSWORD, type Studio, signUp, tokenIn } from "./studio";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const balanceOf = async (userId: string) => {
  const [row] = await studio.sql<{ balance: number; entries: number }>(
    `SELECT a.balance_units AS balance, (SELECT count(*) FROM ledger_entry e WHERE e.account_id = a.user_id) AS entries
      FROM credit_account a WHERE a.user_id = $1`,
    [userId],
  );
  return row;
};

async function signedUp(email = newEmail()) {
  const browser = new Browser();
  const { body } = await signUp(browser, { email });
  return { browser, email, userId: body.user.id as string, token: tokenIn((await studio.mailsTo(email))[0]) };
}

describe("verify e-mail", () => {
  it("confirms and books the welcome credits, without a session; a second click is fine", async () => {
    const { browser, userId, token } = await signedUp();
    expect((await new Browser().post("verify-email", { token })).status).toBe(204);
    expect((await browser.get("me")).body.user.emailVerified).toBe(true);
    expect(await balanceOf(userId)).toEqual({ balance: 300, entries: 1 });
    expect((await new Browser().post("verify-email", { token })).status).toBe(204);
    expect(await balanceOf(userId)).toEqual({ balance: 300, entries: 1 });
  });

  it("one token twenty times at once makes one grant, and every click is fine", async () => {
    const { userId, token } = await signedUp();
    const answers = await Promise.all(Array.from({ length: 20 }, () => new Browser().post("verify-email", { token })));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(204));
    expect(await balanceOf(userId)).toEqual({ balance: 300, entries: 1 });
  });

  it("two different tokens of one user at once make one grant", async () => {
    const { email, userId, token, browser } = await signedUp();
    await browser.post("resend-verification", { email });
    const mails = await studio.mailsTo(email);
    expect(mails).toHaveLength(2);
    const tokens = [token, tokenIn(mails[1])];
    expect(new Set(tokens).size).toBe(2);
    const answers = await Promise.all(tokens.map((one) => new Browser().post("verify-email", { token: one })));
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect(await balanceOf(userId)).toEqual({ balance: 300, entries: 1 });
  });

  it("grants nothing to throw-away mailboxes, which may sign up and confirm", async () => {
    const { browser, userId, token } = await signedUp(newEmail("box.mailinator.com"));
    expect((await browser.post("verify-email", { token })).status).toBe(204);
    expect((await browser.get("me")).body.user.emailVerified).toBe(true);
    expect(await balanceOf(userId)).toEqual({ balance: 0, entries: 0 });
  });

  it("refuses a wrong, an expired and a reset token, and says so on the field", async () => {
    const { browser, email, userId, token } = await signedUp();
    await browser.post("forgot-password", { email });
    const resetToken = tokenIn((await studio.mailsTo(email))[1]);
    await studio.sql("UPDATE mail_token SET expires_at = now() WHERE user_id = $1 AND purpose = 'verify'", [userId]);
    for (const one of [token, resetToken, "nothing", `${token}x`]) {
      const { status, body } = await new Browser().post("verify-email", { token: one });
      expect([status, body.code, body.errors[0].field]).toEqual([422, "validation_failed", "token"]);
    }
    expect(await balanceOf(userId)).toEqual({ balance: 0, entries: 0 });
  });
});

describe("asking for a mail", () => {
  it.each(["resend-verification", "forgot-password"])(
    "%s answers and works alike for an unknown address",
    async (path) => {
      const { email } = await signedUp();
      const unknown = newEmail();
      const queued = async () => (await studio.sql("SELECT id FROM graphile_worker._private_jobs")).length;
      const before = await queued();
      const answers = [];
      for (const address of [email, unknown]) {
        const { status, body } = await new Browser().post(path, { email: address });
        answers.push({ status, body, added: (await queued()) - before });
      }
      expect(answers).toEqual([
        { status: 204, body: undefined, added: 1 },
        { status: 204, body: undefined, added: 2 },
      ]);
      expect(await studio.mailsTo(email)).toHaveLength(2);
      expect(await studio.mailsTo(unknown)).toHaveLength(0);
    },
  );

  it("sends no confirmation mail to somebody who is verified", async () => {
    const { email, token } = await signedUp();
    await new Browser().post("verify-email", { token });
    expect((await new Browser().post("resend-verification", { email })).status).toBe(204);
    expect(await studio.mailsTo(email)).toHaveLength(1);
  });

  it("is limited to five an hour an address, whatever its spelling, known or not", async () => {
    const statuses = [];
    for (const spelling of [
      "k.jose@gmail.com",
      "kjose@gmail.com",
      "KJOSE+1@gmail.com",
      "kjose@googlemail.com",
      "kjose@gmail.com",
    ])
      statuses.push((await new Browser().post("forgot-password", { email: spelling })).status);
    const { status, headers } = await new Browser().post("resend-verification", { email: "kjose@gmail.com" });
    expect([...statuses, status]).toEqual([204, 204, 204, 204, 204, 429]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(3000);
  });

  it("is limited to two hundred an hour from one place", async () => {
    await studio.sql("INSERT INTO rate_limit VALUES ('mailIp:198.51.100.8', 199, $1)", [Date.now() + 60_000]);
    const browser = new Browser("198.51.100.8");
    expect((await browser.post("forgot-password", { email: newEmail() })).status).toBe(204);
    expect((await browser.post("forgot-password", { email: newEmail() })).status).toBe(429);
  });

  it("gives up on a mailbox that does not exist instead of trying for ever", async () => {
    const email = newEmail("refused.example");
    await signUp(new Browser(), { email });
    expect(await studio.mailsTo(email)).toHaveLength(0);
    expect(await studio.sql("SELECT id FROM graphile_worker._private_jobs")).toHaveLength(0);
    expect(studio.logged.map(({ event }) => event)).toContain("mail refused for good");
  });
});

describe("reset password", () => {
  async function withResetLink() {
    const account = await signedUp();
    await new Browser().post("forgot-password", { email: account.email });
    const mail = (await studio.mailsTo(account.email))[1];
    return { ...account, mail, reset: tokenIn(mail) };
  }
  const password = "yellow kite over juhu";

  it("sets the password once and signs every device out", async () => {
    const { browser, email, mail, reset } = await withResetLink();
    expect(mail).toMatchObject({ subject: "Choose a new password" });
    expect(mail!.text).toContain("The link works once, for 60 minutes.");
    expect((await new Browser().post("reset-password", { token: reset, password })).status).toBe(204);
    expect((await browser.get("me")).status).toBe(401);
    expect((await browser.post("refresh")).status).toBe(401);
    expect((await new Browser().post("login", { email, password: PASSWORD })).status).toBe(401);
    expect((await new Browser().post("login", { email, password })).status).toBe(200);
    const again = await new Browser().post("reset-password", { token: reset, password: "another fine password" });
    expect([again.status, again.body.errors[0].field]).toEqual([422, "token"]);
  });

  it("ten simultaneous uses of one link set one password", async () => {
    const { email, reset } = await withResetLink();
    const passwords = Array.from({ length: 10 }, (_, n) => `monsoon cloud no ${n}`);
    const answers = await Promise.all(
      passwords.map((one) => new Browser().post("reset-password", { token: reset, password: one })),
    );
    const winners = passwords.filter((_, n) => answers[n]!.status === 204);
    expect(winners).toHaveLength(1);
    expect((await new Browser().post("login", { email, password: winners[0] })).status).toBe(200);
  });

  it("keeps the link for a second try when the password is refused", async () => {
    const { reset } = await withResetLink();
    const refused = await new Browser().post("reset-password", { token: reset, password: "password123" });
    expect([refused.status, refused.body.errors[0].field]).toEqual([422, "password"]);
    expect((await new Browser().post("reset-password", { token: reset, password })).status).toBe(204);
  });

  it("kills other outstanding links, expires, and takes no confirmation token", async () => {
    const { browser, email, reset, token } = await withResetLink();
    await browser.post("forgot-password", { email });
    const second = tokenIn((await studio.mailsTo(email))[2]);
    expect((await new Browser().post("reset-password", { token, password })).status).toBe(422);
    expect((await new Browser().post("reset-password", { token: second, password })).status).toBe(204);
    expect((await new Browser().post("reset-password", { token: reset, password })).status).toBe(422);
  });

  it("refuses an expired link", async () => {
    const { reset, userId } = await withResetLink();
    await studio.sql("UPDATE mail_token SET expires_at = now() WHERE user_id = $1", [userId]);
    expect((await new Browser().post("reset-password", { token: reset, password })).status).toBe(422);
  });
});

describe("change password", () => {
  it("keeps this device and signs the others out; outstanding reset links die", async () => {
    const { browser, email } = await signedUp();
    const other = new Browser();
    await other.post("login", { email, password: PASSWORD });
    await other.post("forgot-password", { email });
    const reset = tokenIn((await studio.mailsTo(email))[1]);
    const newPassword = "seven boats at varanasi";
    const { status } = await browser.post("change-password", { currentPassword: PASSWORD, newPassword });
    expect(status).toBe(204);
    expect((await browser.get("me")).status).toBe(200);
    expect((await other.get("me")).status).toBe(401);
    expect((await new Browser().post("reset-password", { token: reset, password: PASSWORD })).status).toBe(422);
    expect((await new Browser().post("login", { email, password: newPassword })).status).toBe(200);
  });

  it("refuses a wrong current password on its field, and stops after ten", async () => {
    const { browser } = await signedUp();
    const ask = () =>
      browser.post("change-password", { currentPassword: "not this", newPassword: "a fine new password" });
    const first = await ask();
    expect([first.status, first.body.errors[0].field]).toEqual([422, "currentPassword"]);
    const statuses = [];
    for (let n = 0; n < 10; n++) statuses.push((await ask()).status);
    expect(statuses).toEqual([...Array(9).fill(422), 429]);
  });

  it("refuses a common new password, and needs a session", async () => {
    const { browser } = await signedUp();
    const body = { currentPassword: PASSWORD, newPassword: "qwerty123456" };
    const { status, body: problem } = await browser.post("change-password", body);
    expect([status, problem.errors[0].field]).toEqual([422, "newPassword"]);
    expect((await new Browser().post("change-password", body)).status).toBe(401);
  });
});

describe("profile", () => {
  it("changes name and handle, keeps what is not given, refuses a handle that is taken or reserved", async () => {
    const [{ browser }, other] = [await signedUp(), await signedUp()];
    const taken = (await other.browser.get("me")).body.user.handle;
    const changed = await browser.send("PATCH", "me", { name: "  मीरा   👩‍🎨 ", handle: "Meera_Paints" });
    expect([changed.status, changed.body.user.name, changed.body.user.handle]).toEqual([
      200,
      "मीरा 👩‍🎨",
      "meera_paints",
    ]);
    expect((await browser.send("PATCH", "me", { name: "Meera" })).body.user).toMatchObject({ handle: "meera_paints" });
    for (const handle of [taken, "moderator"]) {
      const { status, body } = await browser.send("PATCH", "me", { handle });
      expect([status, body.code, body.errors[0].field]).toEqual([409, "conflict", "handle"]);
    }
    expect((await browser.send("PATCH", "me", { handle: "meera_paints" })).status).toBe(200);
  });
});
