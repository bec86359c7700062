import { invalid, notFound } from "@/lib/core/errors";
import type { World } from "@/lib/db/ctx";
import type { GenerateInput } from "./contract";
import { STYLES } from "./styles";
import { sizeOf, TIERS } from "./tiers";

/** What the provider is asked for, from what the person chose. */
export type Assembled = {
  finalPrompt: string;
  width: number;
  height: number;
  model: string;
  /** Options that the tier's model can't use. */
  ignored: string[];
};

/** Throws `validation_failed` for a template that does not exist, `not_found` for a source post (there are none yet). */
export async function assemble(on: Pick<World, "db">, input: GenerateInput): Promise<Assembled> {
  if (input.sourcePostId !== undefined) throw notFound("The picture to remix");
  if (input.templateId !== undefined) {
    const template = await on.db.template.findFirst({
      where: { id: input.templateId, isActive: true },
      select: { id: true },
    });
    if (!template) throw invalid("templateId", "This template does not exist any more.");
  }
  const tier = TIERS[input.tier];
  const ignored = [
    ...(input.negativePrompt && !tier.takesNegativePrompt ? ["negativePrompt"] : []),
    ...(input.seed !== undefined && !tier.takesSeed ? ["seed"] : []),
    // Nothing is published yet, so there is no mark to switch off.
    ...(input.watermark !== undefined ? ["watermark"] : []),
  ];
  const style = input.style ? `, ${STYLES[input.style].words}` : "";
  return {
    finalPrompt: `${input.prompt}${style}`,
    ...sizeOf(input.tier, input.aspectRatio),
    model: tier.model,
    ignored,
  };
}
