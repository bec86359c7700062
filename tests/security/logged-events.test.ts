import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStudio, type Studio } from "@/tests/generation/studio";
import { dispatch } from "@/tests/support/routes";

/** What an operator must find in the log when somebody tries doors (OWASP ASVS 5.0, 16.3.1), and what must never be there. */
const PASSWORD = "blue rickshaw at noon";
const EMAIL = "asha.logged@example.in";
let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());
beforeEach(() => void studio.logged.splice(0));

const post = (path: string, body: object, token?: string) =>
  dispatch(
    new Request(new URL(`/api/auth/${path}`, studio.origin), {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Origin: studio.origin,
        "X-Forwarded-For": "203.0.113.9",
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    }),
  );

/** Each event with its level, and whether it says which request it was and, where somebody signs in, from where. */
const told = () =>
  studio.logged
    .filter(({ level }) => level !== "debug")
    .map(({ level, event, fields }) => [level, event, typeof fields?.requestId]);

describe("the log", () => {
  it("tells each sign-up, sign-in, refusal, change of password and sign-out, and names no address and no password", async () => {
    const registered = await post("register", { email: EMAIL, password: PASSWORD, name: "Asha", acceptTerms: true });
    const { user } = (await registered.json()) as { user: { id: string } };
    await post("login", { email: EMAIL, password: "not the right one" });
    await post("login", { email: "nobody.knows@example.in", password: PASSWORD });
    const { token } = (await (await post("login", { email: EMAIL, password: PASSWORD })).json()) as { token: string };
    await post("change-password", { currentPassword: "not the right one", newPassword: `${PASSWORD}!` }, token);
    await post("change-password", { currentPassword: PASSWORD, newPassword: `${PASSWORD} again` }, token);
    await post("logout", {}, token);
    expect(told()).toEqual([
      ["info", "registered", "string"],
      ["warn", "sign-in refused", "string"],
      ["warn", "sign-in refused", "string"],
      ["info", "signed in", "string"],
      ["warn", "password change refused", "string"],
      ["info", "password changed", "string"],
      ["info", "signed out", "string"],
    ]);
    const text = JSON.stringify(studio.logged);
    expect(text).toContain(user.id);
    expect(text).toContain("203.0.113.9");
    for (const secret of [PASSWORD, "not the right one", EMAIL, "nobody.knows", token])
      expect(text).not.toContain(secret);
  });

  it("tells each refusal of somebody who tries doors, and nothing of those who are only not signed in", async () => {
    const user = await studio.newUser();
    const tries: [string, string, Record<string, string>][] = [
      ["GET", "/api/admin/users", { Authorization: `Bearer ${user.token}` }],
      ["GET", "/api/auth/me", { Authorization: "Bearer forged.token.here" }],
      ["POST", "/api/studio/collections", { Cookie: "studio_access=x", Origin: "https://evil.example" }],
      ["GET", "/api/auth/me", {}],
    ];
    for (const [method, path, headers] of tries)
      await dispatch(
        new Request(new URL(path, studio.origin), {
          method,
          headers: { ...headers, "X-Forwarded-For": "203.0.113.9" },
        }),
      );
    const refused = studio.logged.filter(({ event }) => event === "request refused").map(({ fields }) => fields);
    expect(refused).toMatchObject([
      { path: "/api/admin/users", code: "forbidden", userId: user.userId, ip: "203.0.113.9" },
      { path: "/api/auth/me", code: "unauthorized", ip: "203.0.113.9" },
      { path: "/api/studio/collections", code: "forbidden", ip: "203.0.113.9" },
    ]);
    expect(refused).toHaveLength(3);
  });
});
