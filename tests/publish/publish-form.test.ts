import { describe, expect, it } from "vitest";
import { addTags, FIRST_CHOICE, suggestTitle, toPublishBody } from "@/components/publish/publish-form";

describe("suggestTitle", () => {
  it("takes the first clause of a prompt, in any script", () => {
    expect(suggestTitle("clay lamps on a step, warm light, 50mm")).toBe("Clay lamps on a step");
    expect(suggestTitle("मिट्टी के दीये। रात")).toBe("मिट्टी के दीये");
  });

  it("cuts between words where it can, and stays short where it can't", () => {
    const words = suggestTitle("a very long idea about many things that goes on and on without any stop at all");
    expect(words.length).toBeLessThanOrEqual(60);
    expect(words.endsWith("on")).toBe(true);
    expect([...suggestTitle("x".repeat(200))]).toHaveLength(60);
  });
});

describe("addTags", () => {
  it("cuts at commas, drops # and doubles whatever their case, keeps every script", () => {
    expect(addTags(["Diwali"], "#diwali, दीया ,  clay  lamp")).toEqual(["Diwali", "दीया", "clay lamp"]);
  });

  it("stops at ten and at forty characters", () => {
    expect(addTags([], Array.from({ length: 12 }, (_, i) => `t${i}`).join(","))).toHaveLength(10);
    expect(addTags([], "x".repeat(41))).toEqual([]);
  });
});

describe("toPublishBody", () => {
  it("names the watermark only for those who may choose", () => {
    const choice = { ...FIRST_CHOICE, categoryId: "cat", hasWatermark: false };
    expect(toPublishBody("img", "Lamps", choice, false)).not.toHaveProperty("watermark");
    expect(toPublishBody("img", "Lamps", choice, true)).toMatchObject({ watermark: false });
  });
});
