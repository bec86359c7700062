import { describe, expect, it } from "vitest";
import { hasRole } from "@/lib/domain/identity/roles";
import { requireOwnOrigin } from "@/lib/http/origin";
import { readRazorpayDelivery, readSignedDelivery } from "@/lib/http/signed-delivery";

const isOurs = (headers: Record<string, string>, { method = "POST", APP_URL = "http://localhost:3000" } = {}) => {
  const request = new Request("http://localhost:3000/api/x", { method });
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  try {
    requireOwnOrigin(request, { APP_URL });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: "forbidden" });
    return false;
  }
};

describe("a mutation", () => {
  it.each<[string, boolean, Record<string, string>, { method?: string; APP_URL?: string }]>([
    ["from our own origin", true, { Origin: "http://localhost:3000", Cookie: "a=b" }, {}],
    ["from the other name of loopback", true, { Origin: "http://127.0.0.1:3000" }, {}],
    ["from another port of loopback", false, { Origin: "http://127.0.0.1:3001" }, {}],
    ["from https of loopback", false, { Origin: "https://127.0.0.1:3000" }, {}],
    ["from another site", false, { Origin: "http://evil.example:3000" }, {}],
    ["from another site to a public address", false, { Origin: "https://evil.example" }, { APP_URL: "https://a.in" }],
    ["from loopback to a public address", false, { Origin: "https://localhost" }, { APP_URL: "https://a.in" }],
    ["from the own public address", true, { Origin: "https://a.in" }, { APP_URL: "https://a.in" }],
    ["from an origin that is none", false, { Origin: "null" }, {}],
    ["from another site without cookies", false, { Origin: "http://evil.example" }, {}],
    ["with cookies, from nowhere", false, { Cookie: "a=b" }, {}],
    ["with cookies, from the same site only", false, { Cookie: "a=b", "Sec-Fetch-Site": "same-site" }, {}],
    ["with cookies, as the browser says from here", true, { Cookie: "a=b", "Sec-Fetch-Site": "same-origin" }, {}],
    ["without cookies, from nowhere", true, {}, {}],
    ["with a Bearer, from another site", true, { Origin: "http://evil.example", Authorization: "Bearer x" }, {}],
  ])("%s: taken %s", (_, expected, headers, more) => {
    expect(isOurs(headers, more)).toBe(expected);
  });

  it.each(["GET", "HEAD", "OPTIONS"])("is not what %s is: it may come from anywhere", (method) => {
    expect(isOurs({ Origin: "http://evil.example", Cookie: "a=b" }, { method })).toBe(true);
  });

  it.each(["PUT", "PATCH", "DELETE"])("is what %s is", (method) => {
    expect(isOurs({ Origin: "http://evil.example", Cookie: "a=b" }, { method })).toBe(false);
  });
});

it("a role may do what those below it may, and nothing above it", () => {
  const roles = ["user", "moderator", "admin"] as const;
  const may = roles.map((role) => roles.map((wanted) => hasRole({ role }, wanted)));
  expect(may).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

const delivered = (headers: Record<string, string>, body?: string) =>
  new Request("http://localhost/api/webhooks/x", { method: "POST", headers, body });

describe("a signed delivery", () => {
  it("is read as it came, its names cut to what is stored and its signatures to what can be one", async () => {
    const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    const headers = Object.fromEntries(names.map((name) => [name, `${name} ${"x".repeat(2_000)}`]));
    const { id, timestamp, signature, rawBody } = await readSignedDelivery(delivered(headers, "{ é }"));
    expect([id, id.length]).toEqual([expect.stringMatching(/^webhook-id x/), 200]);
    expect(timestamp).toBe(headers["webhook-timestamp"]);
    expect([signature, signature.length]).toEqual([expect.stringMatching(/^webhook-signature x/), 1_000]);
    expect(rawBody).toBe("{ é }");
    const razorpay = { "x-razorpay-event-id": `e${"v".repeat(300)}`, "x-razorpay-signature": `s${"i".repeat(300)}` };
    expect(await readRazorpayDelivery(delivered(razorpay, "{ é }"))).toEqual({
      ...{ eventId: `e${"v".repeat(199)}`, signature: `s${"i".repeat(199)}`, rawBody: "{ é }" },
    });
  });

  it("without headers and body is empty, and proves nothing", async () => {
    const nothing = { id: "", timestamp: "", signature: "", rawBody: "" };
    expect(await readSignedDelivery(delivered({}))).toEqual(nothing);
    expect(await readRazorpayDelivery(delivered({}))).toEqual({ eventId: "", signature: "", rawBody: "" });
  });

  it.each([readSignedDelivery, readRazorpayDelivery])("of 1 MB is read, of a byte more refused (%o)", async (read) => {
    const megabyte = "x".repeat(1024 * 1024);
    expect((await read(delivered({}, megabyte))).rawBody.length).toBe(1024 * 1024);
    await expect(read(delivered({}, `${megabyte}x`))).rejects.toMatchObject({ code: "payload_too_large" });
  });
});
