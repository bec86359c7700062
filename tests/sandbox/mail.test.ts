import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSmtpMailer } from "@/lib/providers/smtp/mailer";
import { openSandbox } from "./sandbox";

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const mailer = (password = "mail-password") =>
  createSmtpMailer({
    url: `smtp://sandbox:${password}@127.0.0.1:${sandbox.smtpPort}`,
    from: "Studio <studio@example.in>",
    timeoutMs: 3_000,
  });
const mailsTo = async (to: string) => (await fetch(`${sandbox.url}/mail.json?to=${encodeURIComponent(to)}`)).json();

describe("mail without a mail server", () => {
  it("arrives over SMTP and is read as JSON: any script, links found, newest first", async () => {
    const text = `नमस्ते आशा 👋🏽,\n\nopen this link:\nhttp://localhost:3000/verify-email?token=abc-DEF_123\n\n${"long line ".repeat(30)}`;
    await mailer().send({
      to: "asha@example.in",
      subject: "अपना ई-मेल पक्का करें, Asha – today",
      text,
      html: "<p>नमस्ते</p>",
    });
    await mailer().send({ to: "Asha@Example.in", subject: "second", text: "two", html: "<p>two</p>" });
    await mailer().send({ to: "other@example.in", subject: "not hers", text: "x", html: "<p>x</p>" });
    const [second, first, ...rest] = await mailsTo("asha@example.in");
    expect(rest).toEqual([]);
    expect(second.subject).toBe("second");
    expect(first).toMatchObject({
      to: "asha@example.in",
      subject: "अपना ई-मेल पक्का करें, Asha – today",
      links: ["http://localhost:3000/verify-email?token=abc-DEF_123"],
    });
    expect(first.text).toContain("नमस्ते आशा 👋🏽");
  });

  it("is shown as a page on which nothing of a mail can run", async () => {
    await mailer().send({
      to: "x@example.in",
      subject: "<img src=x onerror=alert(1)>",
      text: '"><script>alert(1)</script> https://example.in/?a=1&b=2',
      html: "",
    });
    const response = await fetch(`${sandbox.url}/mail`);
    const page = await response.text();
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain("https://example.in/?a=1&#38;b=2");
  });

  it("asks for the installation's user and password", async () => {
    await expect(mailer("wrong").send({ to: "x@example.in", subject: "x", text: "x", html: "" })).rejects.toMatchObject(
      { kind: "auth" },
    );
  });
});
