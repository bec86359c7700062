import type { ContentScores } from "@/lib/providers/content-classifier";

/**
 * From here on a person looks first. The model errs on products and food on warm ground (a jar of pickle: 0.49 porn), so one class has to
 * lead clearly; what it is sure of is far above (0.9 and more).
 */
const MOST_EXPLICIT = 0.6;
const MOST_EXPLICIT_TOGETHER = 0.7;
/** Swimwear and bare shoulders; by itself no reason to refuse anything. */
const MOST_SEXY = 0.85;

/** Whether a picture may go live by itself, or a person has to look at it first. Nothing is refused by a machine alone. */
export function judgePicture({ porn, hentai, sexy }: ContentScores): "clear" | "review" {
  const isExplicit = Math.max(porn, hentai) >= MOST_EXPLICIT || porn + hentai >= MOST_EXPLICIT_TOGETHER;
  return isExplicit || sexy >= MOST_SEXY ? "review" : "clear";
}
