import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { ASPECT_RATIOS, sizeOf } from "@/lib/domain/generation/tiers";
import { readPrompt } from "@/lib/sandbox/renderer/read-prompt";
import { type RenderRequest, render } from "@/lib/sandbox/renderer/render";

const draw = (prompt: string, over: Partial<RenderRequest> = {}) =>
  render({ prompt, width: 256, height: 256, seed: 7, format: "png", ...over });

interface Average {
  /** Levels of 255. */
  red: number;
  green: number;
  blue: number;
  /** Degrees. */
  hue: number;
}

async function averageOf(picture: Buffer): Promise<Average> {
  const { channels } = await sharp(picture).stats();
  const [red, green, blue] = channels.map(({ mean }) => mean) as [number, number, number];
  const hue = (Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue) * 180) / Math.PI;
  return { red, green, blue, hue: (hue + 360) % 360 };
}

const apart = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);

/** Share of pixels in the corner that are dark plate or light letter, as the mark has them. */
async function markShare(picture: Buffer): Promise<{ dark: number; light: number }> {
  const { width, height } = await sharp(picture).metadata();
  const unit = Math.min(width, height) / 1000;
  const [across, down] = [Math.round(140 * unit), Math.round(40 * unit)];
  const corner = {
    left: width - Math.round(26 * unit) - across,
    top: height - Math.round(24 * unit) - down,
    width: across,
    height: down,
  };
  const grey = await sharp(picture).extract(corner).greyscale().raw().toBuffer();
  return {
    dark: grey.filter((v) => v < 95).length / grey.length,
    light: grey.filter((v) => v > 200).length / grey.length,
  };
}

describe("render: size and format", () => {
  it.each(ASPECT_RATIOS)("draws %s at exactly the pixels of the standard tier", async (ratio) => {
    const size = sizeOf("standard", ratio);
    const picture = await draw("a boat on the sea at sunset", { ...size, format: "jpeg" });
    expect(await sharp(picture).metadata()).toMatchObject({ ...size, format: "jpeg", channels: 3 });
  });

  it.each(["premium2k", "premium4k"] as const)("draws the %s tier at exactly its pixels", async (tier) => {
    const size = sizeOf(tier, tier === "premium2k" ? "4:5" : "1:1");
    const picture = await draw("misty green hills", { ...size, format: "jpeg" });
    expect(await sharp(picture).metadata()).toMatchObject(size);
  });

  it.each(["png", "jpeg", "webp"] as const)("writes %s", async (format) => {
    expect((await sharp(await draw("red car", { format })).metadata()).format).toBe(format);
  });

  it("takes at most thirty times the processor time of one plain gradient of its size", async () => {
    const cost = async (work: () => Promise<unknown>) => {
      await work();
      const runs: number[] = [];
      for (let i = 0; i < 3; i++) {
        const before = process.cpuUsage();
        await work();
        const { user, system } = process.cpuUsage(before);
        runs.push(user + system);
      }
      return Math.min(...runs);
    };
    const gradient = `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024"><linearGradient id="g"><stop stop-color="#123"/><stop offset="1" stop-color="#fed"/></linearGradient><rect width="1024" height="1024" fill="url(#g)"/></svg>`;
    const plain = await cost(() => sharp(Buffer.from(gradient)).jpeg().toBuffer());
    for (const prompt of ["city skyline at night in rain", "watercolour of hills and a fox"]) {
      const drawn = await cost(() => draw(prompt, { width: 1024, height: 1024, format: "jpeg" }));
      expect(drawn / plain).toBeLessThan(30);
    }
  });
});

describe("render: the same and not the same", () => {
  it("gives the same bytes for the same prompt and seed", async () => {
    expect((await draw("fox in the forest")).equals(await draw("fox in the forest"))).toBe(true);
  });

  it("composes anew for another seed", async () => {
    expect((await draw("fox in the forest")).equals(await draw("fox in the forest", { seed: 8 }))).toBe(false);
  });

  it("draws something else for other words, known or not", async () => {
    const prompts = [
      "fox in the forest",
      "owl in the forest",
      "city at night",
      "quiet rebellion",
      "brave tomorrow",
      "चाय",
      "பூ",
    ];
    const pictures = await Promise.all(prompts.map((prompt) => draw(prompt)));
    expect(new Set(pictures.map((picture) => picture.toString("base64"))).size).toBe(prompts.length);
  });

  it("leaves out what the negative prompt names", async () => {
    const plain = await draw("a boat on the sea");
    expect((await draw("a boat on the sea", { negativePrompt: "boat" })).equals(plain)).toBe(false);
    expect((await draw("a boat on the sea", { negativePrompt: "blurry hands" })).equals(plain)).toBe(true);
  });
});

describe("render: colour words", () => {
  const HUES: [hue: number, prompts: string[]][] = [
    [0, ["red mountains", "लाल पहाड़", "laal pahad", "a red car", "சிவப்பு மலை"]],
    [50, ["yellow poster", "पीला पोस्टर", "peela poster", "portrait on a yellow background"]],
    [125, ["green forest", "हरा जंगल", "hara jungle", "সবুজ পাহাড়"]],
    [220, ["blue vase", "नीला घर", "neela samundar", "నీలం కొండ", "blue abstract hope"]],
    [335, ["pink arches", "गुलाबी महल", "gulabi flower"]],
  ];
  const cases = HUES.flatMap(([hue, prompts]) => prompts.map((prompt) => [prompt, hue] as const));

  it.each(cases)("%s is of hue %i over all", async (prompt, hue) => {
    const { hue: seen } = await averageOf(await draw(prompt));
    expect(apart(seen, hue)).toBeLessThan(42);
  });

  it("turns down the light at night and for black, and up for white", async () => {
    const light = async (prompt: string) => {
      const { red, green, blue } = await averageOf(await draw(prompt));
      return red + green + blue;
    };
    expect(await light("sea at night")).toBeLessThan((await light("sea at noon")) * 0.6);
    expect(await light("रात में समुद्र")).toBeLessThan((await light("दोपहर में समुद्र")) * 0.6);
    expect(await light("bottle on a black background")).toBeLessThan(
      (await light("bottle on a white background")) * 0.5,
    );
  });
});

describe("readPrompt", () => {
  it("gives a colour to the thing it stands before", () => {
    const wish = readPrompt("a red car and two yellow umbrellas by the blue sea");
    expect(wish.subjects).toEqual([
      { kind: "car", count: 1, colour: "#d2232a" },
      { kind: "umbrella", count: 2, colour: "#f6cf1f" },
    ]);
    expect(wish).toMatchObject({ settings: ["sea"], colours: ["#1d5fd0"] });
  });

  it.each([
    ["purple kites in the evening sky", "kite", "sunset"],
    ["शाम को बैंगनी पतंगें", "kite", "sunset"],
    ["shaam ko baingani patang", "kite", "sunset"],
    ["சிவப்பு படகு, மாலை", "boat", "sunset"],
  ])("understands %s", (prompt, kind, time) => {
    expect(readPrompt(prompt)).toMatchObject({ subjects: [{ kind }], time });
  });

  it("does not draw what a picture is only for, nor what is refused", () => {
    expect(readPrompt("mango juice in a glass, for my bus stop shop").subjects.map(({ kind }) => kind)).not.toContain(
      "bus",
    );
    expect(readPrompt("a boat, no people").subjects.map(({ kind }) => kind)).toEqual(["boat"]);
    expect(readPrompt("poster for a bus").subjects.map(({ kind }) => kind)).toEqual(["bus"]);
  });

  it("takes the words of a style preset as treatment only", () => {
    const plain = readPrompt("red vase");
    const styled = readPrompt("red vase, studio product photograph, soft box light, clean background");
    expect(styled.subjects).toEqual(plain.subjects);
    expect(styled.styles).toContain("product");
  });
});

describe("render: mark", () => {
  it.each(["sea at night", "white vase on a white background", "holi colours", "elephant line art"])(
    "marks %s with dark plate and light letters in the corner",
    async (prompt) => {
      const { dark, light } = await markShare(await draw(prompt, { width: 512, height: 640 }));
      expect(dark).toBeGreaterThan(0.5);
      expect(light).toBeGreaterThan(0.08);
    },
  );
});
