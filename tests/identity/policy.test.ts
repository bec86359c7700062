import { describe, expect, it } from "vitest";
import { deviceName } from "@/components/account/device-name";
import { ago } from "@/lib/core/ago";
import { AppError } from "@/lib/core/errors";
import { returnPath } from "@/lib/core/return-path";
import { isDisposable, normalizeEmail } from "@/lib/domain/identity/email-address";
import { deriveHandle, isReservedHandle, withSuffix } from "@/lib/domain/identity/handles";
import { composeLinkMail } from "@/lib/domain/identity/mails";
import { requireGoodPassword } from "@/lib/domain/identity/password-policy";

describe("password policy", () => {
  const owner = { email: "meera.iyer@example.in", name: "Meera Iyer" };
  const isRefused = (password: string) => {
    try {
      requireGoodPassword(password, owner, "password");
      return false;
    } catch (error) {
      if (error instanceof AppError) return true;
      throw error;
    }
  };

  it.each([
    "0987654321",
    "abcdefghijkl",
    "poiuytrewq",
    "1q2w3e4r5t",
    "zxcvbnm123",
    "P@ssw0rd123",
    "!!Welcome!!2025",
    "Iloveyou12345",
    "India@12345",
    "abcabcabcabc",
    "1111111111",
    "aaaaabbbbbccccc",
    "meeraiyer1",
    "Iyer.Meera",
    "meera.iyer@example.in",
    "basketball",
  ])("refuses %s", (password) => expect(isRefused(password)).toBe(true));

  it.each([
    "blue rickshaw at noon",
    "tr0ub4dor-and-3",
    "मेरा नाम मीरा है आज",
    "meera walks her dog at six",
    "Xk2#pQ9!vL",
    "longpasswordisgood",
    "correct horse battery staple",
  ])("takes %s", (password) => expect(isRefused(password)).toBe(false));
});

describe("addresses", () => {
  it.each([
    ["Asha@Example.IN", "asha@example.in"],
    ["a.s.h.a+x@gmail.com", "asha@gmail.com"],
    ["asha@googlemail.com", "asha@gmail.com"],
    ["asha+x@hotmail.com", "asha@hotmail.com"],
    ["a.sha+x@fastmail.com", "a.sha@fastmail.com"],
    ["a.sha@protonmail.com", "asha@proton.me"],
    ["asha+x@icloud.com", "asha@icloud.com"],
    ["a.sha+x@example.in", "a.sha+x@example.in"],
    ["+x@gmail.com", "+x@gmail.com"],
  ])("reads %s as %s", (typed, normal) => expect(normalizeEmail(typed)).toBe(normal));

  it("knows throw-away mailboxes by domain and subdomain, and no look-alikes", () => {
    expect(["a@mailinator.com", "a@x.y.yopmail.com"].map(isDisposable)).toEqual([true, true]);
    expect(["a@gmail.com", "a@notmailinator.com", "mailinator.com@example.in"].map(isDisposable)).toEqual(
      Array(3).fill(false),
    );
  });
});

describe("handles", () => {
  const SHAPE = /^[a-z0-9][a-z0-9_]{2,29}$/;
  it.each(["Zoë Mehta", "Jo", "---", "आशा", "Admin", "x".repeat(80), "a b ".repeat(20), "0"])(
    "derives one from %s",
    (name) => {
      expect(deriveHandle(name)).toMatch(SHAPE);
      expect(withSuffix(deriveHandle(name))).toMatch(SHAPE);
      expect(isReservedHandle(deriveHandle(name))).toBe(false);
    },
  );
});

describe("where to go after signing in", () => {
  it.each(["/studio/credits?page=2#top", "/settings"])("follows %s", (path) => expect(returnPath(path)).toBe(path));
  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "/login?next=/login",
    "/api/auth/logout",
    "",
    undefined,
    ["/a", "/b"],
  ])("does not follow %s", (path) => expect(returnPath(path)).toBe("/studio"));
});

describe("mails", () => {
  it("say how long the link works and let no name become HTML", () => {
    const at = {
      to: "a@example.in",
      name: "<b>A</b>",
      appUrl: "https://studio.example",
      secret: "s",
      ttlMs: 86_400_000,
    };
    const mail = composeLinkMail("verify", at);
    expect(mail.text).toContain("for 24 hours.");
    expect(mail.html).not.toContain("<b>");
    expect(mail.html).toContain("&lt;b&gt;A&lt;/b&gt;");
    expect(composeLinkMail("reset", { ...at, ttlMs: 60_000 }).text).toContain("for 1 minute.");
  });
});

describe("a device in words", () => {
  it.each([
    [
      "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36",
      "Chrome on Android",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1",
      "Safari on iPhone",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
      "Edge on Windows",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
    ["curl/8.4.0", "curl"],
    ["", "Unknown device"],
  ])("%s", (userAgent, words) => expect(deviceName(userAgent)).toBe(words));

  it("says when it was last seen", () => {
    const now = new Date("2026-11-23T12:00:00Z");
    const past = (ms: number) => ago(new Date(now.getTime() - ms), now);
    expect([past(20_000), past(720_000), past(7_200_000), past(90_000_000)]).toEqual([
      "just now",
      "12 minutes ago",
      "2 hours ago",
      "yesterday",
    ]);
  });
});
