import type { ContentScores } from "@/lib/providers/content-classifier";

/**
 * In the settings: from here on a person looks first. The model errs on products and food on warm ground (a jar of pickle: 0.49 porn), so one class has to
 * lead clearly; what it is sure of is far above (0.9 and more).
 */
export type PictureThresholds = {
  explicitPercent: number;
  explicitSumPercent: number;
  /** Swimwear and bare shoulders; by itself no reason to refuse anything. */
  suggestivePercent: number;
};

/** Whether a picture may go live by itself, or a person has to look at it first. Nothing is refused by a machine alone. */
export function judgePicture({ porn, hentai, sexy }: ContentScores, from: PictureThresholds): "clear" | "review" {
  const isExplicit =
    Math.max(porn, hentai) * 100 >= from.explicitPercent || (porn + hentai) * 100 >= from.explicitSumPercent;
  return isExplicit || sexy * 100 >= from.suggestivePercent ? "review" : "clear";
}
