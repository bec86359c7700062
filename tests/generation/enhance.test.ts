import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "@/lib/sandbox/faults";
import { type Caller, openStudio, type Studio } from "./studio";

const BUDGET_MS = 1_200;
let studio: Studio;
let user: Caller;
beforeAll(async () => {
  studio = await openStudio({ ENHANCE_BUDGET_MS: String(BUDGET_MS), RATE_LIMIT_SCALE: "100" });
  user = await studio.newUser(0, { isVerified: false });
});
afterAll(() => studio.close());
afterEach(() => {
  studio.sandbox.faults.clear();
  studio.sandbox.log.clear();
});

const enhance = (prompt: unknown) => user.send("POST", "/api/studio/enhance-prompt", { prompt });
const fault = (...faults: Partial<Fault>[]) =>
  studio.sandbox.faults.add(faults.map((one) => ({ service: "gemini", ...one })));
const asked = () => studio.sandbox.log.find({ service: "gemini" });

async function expectKept(prompt: string, reason: string) {
  const { status, body } = await enhance(prompt);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { originalPrompt: prompt, enhancedPrompt: prompt, enhanced: false, reason, suggestions: [] },
  });
  expect(body.message).toMatch(/Your own words are unchanged\.$/);
}

describe("enhancePrompt", () => {
  it.each(["a fox", "समुद्र किनारे लाल नाव, शाम", "lal sari mein ladki, diwali ki raat"])(
    "rewrites %s, with exactly three suggestions, in English",
    async (prompt) => {
      const { body } = await enhance(prompt);
      expect(body).toMatchObject({ originalPrompt: prompt, enhanced: true, provider: "gemini" });
      expect(body.enhancedPrompt).not.toBe(prompt);
      expect(body.enhancedPrompt).toMatch(/^[\p{Script=Latin}\p{P}\p{N}\p{Zs}]+$/u);
      expect(body.suggestions).toHaveLength(3);
      expect(asked()).toHaveLength(1);
    },
  );

  it("refuses against the content rules, before anybody is asked", async () => {
    expect((await enhance("nude schoolgirl")).body).toMatchObject({
      status: 422,
      code: "content_policy_violation",
      rule: "sexual_minors",
      errors: [{ field: "prompt" }],
    });
    expect(asked()).toHaveLength(0);
  });

  it.each([
    ["", 422],
    ["ab", 422],
    ["x".repeat(2_001), 422],
    [5, 422],
  ])("wants 3 to 2,000 characters (%#)", async (prompt, status) => {
    expect((await enhance(prompt)).body).toMatchObject({ status, errors: [{ field: "prompt" }] });
  });

  it("applies the content rules to what comes back", async () => {
    const text = JSON.stringify({ enhancedPrompt: "a nude child", suggestions: ["a", "b", "c"] });
    fault({ status: 200, body: { candidates: [{ finishReason: "STOP", content: { parts: [{ text }] } }] } });
    await expectKept("a fox", "blocked");
  });
});

describe("enhancePrompt when the service fails: the person's words, within the budget", () => {
  it.each<[string, Partial<Fault>[], string, number]>([
    ["503 three times (G1)", [{ status: 503, times: 3 }], "unavailable", 3],
    ["cut connections (G1)", [{ reset: "before", times: 3 }], "unavailable", 3],
    [
      "429 with a long pause (G1)",
      [
        {
          status: 429,
          body: {
            error: {
              code: 429,
              message: "quota",
              status: "RESOURCE_EXHAUSTED",
              details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "21s" }],
            },
          },
        },
      ],
      "rate_limited",
      1,
    ],
    [
      "a refused key",
      [{ status: 400, body: { error: { code: 400, message: "API key not valid.", status: "INVALID_ARGUMENT" } } }],
      "misconfigured",
      1,
    ],
    ["half an answer", [{ truncate: true, times: 3 }], "bad_answer", 1],
    ["a page instead of JSON", [{ status: 200, html: true, times: 3 }], "bad_answer", 1],
  ])("%s", async (_, faults, reason, requests) => {
    fault(...faults);
    await expectKept("a fox", reason);
    expect(asked()).toHaveLength(requests);
  });

  it.each([
    ["no answer", { hang: true }],
    ["a stalled body", { stallBody: true }],
  ])("%s (G1)", async (_, one) => {
    fault(one);
    const startedAt = performance.now();
    await expectKept("a fox", "timeout");
    expect(performance.now() - startedAt).toBeLessThan(BUDGET_MS + 800);
  });

  it("gets over one 503 (G1)", async () => {
    fault({ status: 503 });
    expect((await enhance("a fox")).body.enhanced).toBe(true);
    expect(asked()).toHaveLength(2);
  });

  it.each([
    ["gemini-safety", "blocked"],
    ["gemini-blocked", "blocked"],
    ["gemini-max-tokens", "bad_answer"],
    ["gemini-partial", "blocked"],
    ["gemini-shape", "bad_answer"],
    ["gemini-fenced", "bad_answer"],
    ["gemini-huge", "bad_answer"],
  ])("never shows half or blocked text: %s (G2, G3)", async (token, reason) => {
    await expectKept(`a fox [[sbx:${token}]]`, reason);
    expect(asked()).toHaveLength(1);
  });

  it.each([
    ["two suggestions", { enhancedPrompt: "a fox", suggestions: ["a", "b"] }],
    ["an address", { enhancedPrompt: "a fox, see https://evil.example", suggestions: ["a", "b", "c"] }],
    ["markup", { enhancedPrompt: "<b>a fox</b>", suggestions: ["a", "b", "c"] }],
    ["a suggestion too long", { enhancedPrompt: "a fox", suggestions: ["a", "b", "c".repeat(121)] }],
  ])("takes no answer with %s", async (_, answer) => {
    const text = JSON.stringify(answer);
    fault({ status: 200, body: { candidates: [{ finishReason: "STOP", content: { parts: [{ text }] } }] } });
    await expectKept("a fox", "bad_answer");
  });

  it("asks the other model once when this one is gone, and tells the operator (G4)", async () => {
    fault({ status: 404, body: { error: { code: 404, message: "not found", status: "NOT_FOUND" } } });
    expect((await enhance("a fox")).body.enhanced).toBe(true);
    expect(asked().map(({ path }) => path)).toEqual([
      "/v1beta/models/gemini-2.5-flash:generateContent",
      "/v1beta/models/gemini-3.5-flash-lite:generateContent",
    ]);
    fault({ status: 404, times: 2, body: { error: { code: 404, message: "not found", status: "NOT_FOUND" } } });
    await expectKept("a fox", "misconfigured");
  });
});

describe("without a key", () => {
  it("answers 503, and pictures are refused before any debit", async () => {
    const bare = await openStudio({ GEMINI_API_KEY: "", REPLICATE_API_TOKEN: "" });
    const one = await bare.newUser(1);
    expect((await one.send("POST", "/api/studio/enhance-prompt", { prompt: "a fox" })).body).toMatchObject({
      status: 503,
      code: "provider_unavailable",
    });
    expect((await one.generate()).body).toMatchObject({ status: 503, code: "provider_unavailable" });
    expect(await one.balance()).toBe(1);
    await bare.close();
  });
});
