import { describe, expect, it } from "vitest";
import { judgeText } from "@/lib/domain/moderation/text-policy";

describe("judgeText", () => {
  it.each([
    "Diwali diyas on the ghat",
    "कमल का फूल, सुबह 6 बजे",
    "Scunthorpe and Sussex in the rain",
    "Remix 1 of 12, made on 2026-11-23 10:45",
    "Steps: 1 2 3 4 5 6 7 8 9 10",
    "₹50 मात्र, 250 ग्राम लड्डू",
    "Classroom chart for class 10, chapter 4",
    "A4, 300 dpi, 2480 x 3508",
    "Assam tea, Kashmir saffron, Chandni Chowk at dusk",
    "Made with Node.js, e.g. in an afternoon",
    "Kill all the lights but the diyas",
    "Killer whales, dead sea, a dying star",
    "राम मर्यादा पुरुषोत्तम, मरजानी हवा",
    "Randiv and Gandhari at the Mar Jack pass",
    "Pakistani truck art, Pakodas in the rain",
  ])("lets ordinary words pass: %s", (title) => {
    expect(judgeText({ title })).toBeUndefined();
  });

  it.each([
    ["call 98765 43210 now", "personal_data"],
    ["फ़ोन ९८७६५४३२१०", "personal_data"],
    ["+1 415 555 0132", "personal_data"],
    ["write to asha@example.in", "personal_data"],
    ["see https://example.com/win", "links"],
    ["www.example.com", "links"],
    ["order at kites.co.in today", "links"],
    ["bit.ly/3xYz", "links"],
    ["you n1gger", "hate"],
    ["b h a n g i", "hate"],
    ["तू भंगी है", "hate"],
    ["madarch0d", "hate"],
    ["I’ll kill you tomorrow", "threat"],
    ["go kill yourself", "threat"],
    ["जान से मार दूंगा तुझे", "threat"],
    ["tujhe jaan se maar dunga", "threat"],
  ])("has a person look first: %s", (title, rule) => {
    expect(judgeText({ description: "fine", title })).toEqual({ rule, field: "title" });
  });

  it("lets as many links pass as the place allows", () => {
    expect(judgeText({ body: "like https://example.com/a" }, { links: 1 })).toBeUndefined();
    expect(judgeText({ body: "https://a.example https://b.example" }, { links: 1 })).toMatchObject({ rule: "links" });
  });

  it("refuses what is never shown, naming rule and field", () => {
    expect(() => judgeText({ title: "fine", tags: "child porn" })).toThrow(
      expect.objectContaining({
        code: "content_policy_violation",
        details: expect.objectContaining({
          errors: [{ field: "tags", message: expect.stringContaining("never shown") }],
        }),
      }),
    );
  });
});
