import { invalid, notFound } from "@/lib/core/errors";
import type { Ctx, UserActor } from "@/lib/db/ctx";
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

/** Only what the actor may see, live, and with its prompt shown (one's own always) can be remixed; the rest is not there. */
async function requireRemixable(ctx: Ctx<UserActor>, postId: string): Promise<void> {
  const { rows } = await ctx.pool.query({
    name: "remixable",
    text: `SELECT FROM post p WHERE p.id = $1 AND may_see_post(p, $2) AND p.status = 'live' AND (p.show_prompt OR p.user_id = $2)`,
    values: [postId, ctx.actor.userId],
  });
  if (rows.length === 0) throw notFound("The picture to remix");
}

/** Throws `validation_failed` for a template that does not exist, `not_found` for a source post that the actor may not remix. */
export async function assemble(ctx: Ctx<UserActor>, input: GenerateInput): Promise<Assembled> {
  if (input.sourcePostId !== undefined) await requireRemixable(ctx, input.sourcePostId);
  if (input.templateId !== undefined) {
    const template = await ctx.db.template.findFirst({
      where: { id: input.templateId, isActive: true },
      select: { id: true },
    });
    if (!template) throw invalid("templateId", "This template does not exist any more.");
  }
  const tier = TIERS[input.tier];
  const ignored = [
    ...(input.negativePrompt && !tier.takesNegativePrompt ? ["negativePrompt"] : []),
    ...(input.seed !== undefined && !tier.takesSeed ? ["seed"] : []),
    // A choice that is made when a picture is published.
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
