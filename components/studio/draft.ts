import { creditsToUnits, unitsToCredits } from "@/lib/core/credits";
import type { BodyInputOf } from "@/lib/core/endpoint";
import type { TemplateView } from "@/lib/domain/catalog/contract";
import type { RemixView } from "@/lib/domain/community/contract";
import { type GenerateView, type generateEndpoint, type JobView, MAX_SEED } from "@/lib/domain/generation/contract";
import { STYLE_KEYS, type Style } from "@/lib/domain/generation/styles";
import { type AspectRatio, sizeOf, TIERS, type Tier } from "@/lib/domain/generation/tiers";
import { fillTemplate, type TemplateInUse } from "./template-text";

export type Prices = Record<Tier, number>;
export type GenerateBody = BodyInputOf<typeof generateEndpoint>;

/** The post that the next picture remixes. */
export type RemixSource = Pick<RemixView, "sourcePostId" | "title" | "thumbnailUrl" | "author" | "rewardCredits"> & {
  seed: number;
};

/** What the composer holds. Options that the chosen tier can't use stay here and are only left out of the request. */
export type Draft = {
  prompt: string;
  /** The idea before Enhance, while the prompt is its result. */
  enhancedFrom?: string;
  template?: TemplateInUse;
  /** Stays while the words change, until it is dropped or something else is started from. */
  remix?: RemixSource;
  tier: Tier;
  aspectRatio: AspectRatio;
  count: number;
  style?: Style;
  leaveOut: string;
  seed?: number;
  isSeedLocked: boolean;
};

export const EMPTY_DRAFT: Draft = {
  prompt: "",
  tier: "standard",
  aspectRatio: "1:1",
  count: 1,
  leaveOut: "",
  isSeedLocked: false,
};

/** Credits for all variations together, without floating-point dust. */
export function costOf(prices: Prices, tier: Tier, count: number): number {
  return unitsToCredits((creditsToUnits(prices[tier]) ?? 0) * count);
}

/** Difference of two amounts of credits, without floating-point dust. */
export function creditsLeft(balance: number, cost: number): number {
  return unitsToCredits((creditsToUnits(balance) ?? 0) - (creditsToUnits(cost) ?? 0));
}

/** The request that a draft means at these prices. */
export function toRequest(draft: Draft, prices: Prices): GenerateBody {
  const can = TIERS[draft.tier];
  return {
    prompt: draft.prompt,
    tier: draft.tier,
    aspectRatio: draft.aspectRatio,
    count: draft.count,
    ...(draft.enhancedFrom ? { enhancedFrom: draft.enhancedFrom } : {}),
    ...(can.takesNegativePrompt && draft.leaveOut.trim() ? { negativePrompt: draft.leaveOut } : {}),
    ...(can.takesSeed && draft.isSeedLocked && draft.seed !== undefined ? { seed: draft.seed } : {}),
    ...(draft.style ? { style: draft.style } : {}),
    ...(draft.template ? { templateId: draft.template.id } : {}),
    ...(draft.remix ? { sourcePostId: draft.remix.sourcePostId } : {}),
    quotedCredits: costOf(prices, draft.tier, draft.count),
  };
}

export const toStyle = (text: string | undefined): Style | undefined => STYLE_KEYS.find((key) => key === text);

/** Starts from a template; size and number of variations stay as they are. */
export function withTemplate(draft: Draft, template: TemplateView): Draft {
  const inUse = { id: template.id, title: template.title, text: template.prompt, slots: template.slots, values: {} };
  return {
    ...draft,
    prompt: fillTemplate(inUse),
    enhancedFrom: undefined,
    remix: undefined,
    template: inUse,
    aspectRatio: template.aspectRatio,
    style: toStyle(template.style),
    leaveOut: template.negativePrompt,
  };
}

export type Recipe = {
  prompt: string;
  enhancedFrom?: string;
  negativePrompt?: string;
  style?: string;
  tier: Tier;
  aspectRatio: AspectRatio;
  seed: number;
};

/** Starts from a picture: its whole recipe, the seed locked where the tier can use one. */
export function fromRecipe(recipe: Recipe): Draft {
  return {
    prompt: recipe.prompt,
    ...(recipe.enhancedFrom ? { enhancedFrom: recipe.enhancedFrom } : {}),
    tier: recipe.tier,
    aspectRatio: recipe.aspectRatio,
    count: 1,
    style: toStyle(recipe.style),
    leaveOut: recipe.negativePrompt ?? "",
    seed: recipe.seed,
    isSeedLocked: TIERS[recipe.tier].takesSeed,
  };
}

/** Starts from somebody's post: its words and settings; a seed of its own, unless one asks for the same. */
export function fromRemix({ prompt, negativePrompt, settings, ...source }: RemixView): Draft {
  return {
    ...fromRecipe({ prompt, negativePrompt, ...settings }),
    isSeedLocked: false,
    remix: {
      sourcePostId: source.sourcePostId,
      title: source.title,
      thumbnailUrl: source.thumbnailUrl,
      author: source.author,
      rewardCredits: source.rewardCredits,
      seed: settings.seed,
    },
  };
}

/** One more try at a picture, at the same or another tier: everything but its seed. */
export function toRetry(job: JobView, tier: Tier, prices: Prices): GenerateBody {
  const style = toStyle(job.style);
  return {
    prompt: job.prompt,
    tier,
    aspectRatio: job.aspectRatio,
    count: 1,
    ...(job.enhancedFrom ? { enhancedFrom: job.enhancedFrom } : {}),
    ...(job.negativePrompt && TIERS[tier].takesNegativePrompt ? { negativePrompt: job.negativePrompt } : {}),
    ...(style ? { style } : {}),
    ...(job.templateId ? { templateId: job.templateId } : {}),
    ...(job.sourcePostId ? { sourcePostId: job.sourcePostId } : {}),
    quotedCredits: prices[tier],
  };
}

/** What an accepted request looks like until the server has told more. */
export function toJobs(answer: GenerateView, body: GenerateBody, createdAt: string): JobView[] {
  const aspectRatio = body.aspectRatio ?? "1:1";
  return answer.jobs.map(({ jobId }) => ({
    jobId,
    status: "queued",
    prompt: body.prompt as string,
    tier: body.tier,
    aspectRatio,
    ...sizeOf(body.tier, aspectRatio),
    seed: body.seed ?? 0,
    creditsDebited: unitsToCredits((creditsToUnits(answer.creditsDebited) ?? 0) / answer.jobs.length),
    creditsRefunded: 0,
    createdAt,
  }));
}

export function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % MAX_SEED;
}

export type Offer = { tier: Tier; count: number; credits: number };

/** The best that a balance pays for instead: the same size with fewer variations, else the next smaller size. */
export function affordable(balance: number, prices: Prices, wanted: Pick<Draft, "tier" | "count">): Offer | undefined {
  const tiers = (["premium4k", "premium2k", "standard"] as const).filter((tier) => prices[tier] <= prices[wanted.tier]);
  for (const tier of tiers) {
    for (let count = wanted.count; count >= 1; count--) {
      const credits = costOf(prices, tier, count);
      if (credits <= balance) return { tier, count, credits };
    }
  }
  return undefined;
}
