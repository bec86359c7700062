import { describe, expect, it } from "vitest";
import {
  affordable,
  costOf,
  creditsLeft,
  EMPTY_DRAFT,
  fromRecipe,
  fromRemix,
  toRequest,
  withTemplate,
} from "@/components/studio/draft";
import { estimate, minutesAndSeconds, ordinal, timeToGo } from "@/components/studio/estimate";

const prices = { standard: 1, premium2k: 2, premium4k: 4 };

describe("what a draft costs", () => {
  it("adds no floating-point dust", () => {
    expect(costOf({ ...prices, standard: 0.07 }, "standard", 3)).toBe(0.21);
    expect(creditsLeft(24.5, 2.1)).toBe(22.4);
  });

  it("offers fewer variations first, then the next smaller size, then nothing", () => {
    expect(affordable(11.5, prices, { tier: "premium4k", count: 4 })).toEqual({
      tier: "premium4k",
      count: 2,
      credits: 8,
    });
    expect(affordable(3, prices, { tier: "premium4k", count: 1 })).toEqual({ tier: "premium2k", count: 1, credits: 2 });
    expect(affordable(0.5, prices, { tier: "premium4k", count: 1 })).toBeUndefined();
  });
});

describe("toRequest", () => {
  const draft = { ...EMPTY_DRAFT, prompt: "a door", leaveOut: "text", seed: 7, isSeedLocked: true };

  it("sends what the tier's model can use, and the price that was shown", () => {
    expect(toRequest({ ...draft, count: 2 }, prices)).toMatchObject({
      negativePrompt: "text",
      seed: 7,
      quotedCredits: 2,
    });
  });

  it("leaves out what it can't use, and an unlocked seed", () => {
    const premium = toRequest({ ...draft, tier: "premium2k" }, prices);
    expect(premium).not.toHaveProperty("negativePrompt");
    expect(premium).not.toHaveProperty("seed");
    expect(toRequest({ ...draft, isSeedLocked: false }, prices)).not.toHaveProperty("seed");
  });

  it("starts from a picture with its whole recipe", () => {
    const recipe = { prompt: "a door", tier: "standard", aspectRatio: "4:5", seed: 9, style: "poster" } as const;
    expect(fromRecipe(recipe)).toMatchObject({
      prompt: "a door",
      style: "poster",
      seed: 9,
      isSeedLocked: true,
      count: 1,
    });
  });
});

describe("estimate", () => {
  const startedAt = "2026-11-23T10:00:00.000Z";
  const at = (ms: number) => estimate({ startedAt, usualMs: 10_000 }, Date.parse(startedAt) + ms);

  it("goes forward all the time and never reaches the end by itself", () => {
    const ratios = [0, 1_000, 5_000, 10_000, 20_000, 600_000].map((ms) => at(ms).ratio);
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
    expect(ratios[0]).toBe(0);
    expect(ratios.at(-1)).toBeLessThanOrEqual(0.99);
  });

  it("says times as people do", () => {
    expect(timeToGo(at(9_500).leftMs)).toBe("About 1 second to go.");
    expect(timeToGo(at(12_000).leftMs)).toBe("A little longer than usual.");
    expect(minutesAndSeconds(38_900)).toBe("0:38");
    expect([1, 2, 3, 4, 11, 22].map(ordinal)).toEqual(["1st", "2nd", "3rd", "4th", "11th", "22nd"]);
  });
});

describe("a remix", () => {
  const post = {
    prompt: "clay lamps on a step",
    negativePrompt: "text",
    settings: { tier: "standard", aspectRatio: "4:5", style: "poster", seed: 9 },
    sourcePostId: "pst_1",
    title: "Clay lamps",
    thumbnailUrl: "/media/pst_1/thumbnail",
    author: { handle: "asha", name: "Asha" },
    rewardCredits: 0.5,
  } as const;

  it("starts with the post's words and settings, a seed of its own, and says what it remixes", () => {
    const draft = fromRemix(post);
    expect(draft).toMatchObject({ prompt: post.prompt, leaveOut: "text", aspectRatio: "4:5", style: "poster" });
    const request = toRequest(draft, prices);
    expect(request).toMatchObject({ sourcePostId: "pst_1", negativePrompt: "text" });
    expect(request).not.toHaveProperty("seed");
  });

  it("keeps the post's seed when asked to, and is none any more after starting from a template", () => {
    const draft = fromRemix(post);
    expect(toRequest({ ...draft, seed: draft.remix?.seed, isSeedLocked: true }, prices)).toMatchObject({ seed: 9 });
    const template = { id: "tpl", title: "Poster", prompt: "a {thing}", slots: [], negativePrompt: "", seed: 1 };
    const next = withTemplate(draft, { ...template, aspectRatio: "1:1" } as never);
    expect(toRequest(next, prices)).not.toHaveProperty("sourcePostId");
  });
});
