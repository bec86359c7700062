import type { ResponseOf } from "@/lib/core/endpoint";
import { AppError } from "@/lib/core/errors";
import { cleanText } from "@/lib/core/text";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { findBreach, RULE_TEXT } from "@/lib/domain/moderation/prompt-policy";
import type { EnhancementReason } from "@/lib/providers/prompt-enhancer";
import type { enhanceEndpoint } from "./contract";

export const REASON_TEXT: Record<EnhancementReason, string> = {
  not_configured: "Enhance is not set up here.",
  timeout: "The writing service took too long.",
  rate_limited: "The writing service is busy right now.",
  unavailable: "The writing service can't be reached right now.",
  blocked: "The writing service declined this idea.",
  bad_answer: "The writing service sent something we could not use.",
  misconfigured: "The writing service is not set up correctly here.",
};

const PROVIDER = "gemini";

/**
 * Rewrites an idea; free. Fails soft: whatever goes wrong at the service, the person's own words come back with the reason. Throws
 * `content_policy_violation` for the idea itself, `provider_unavailable` where no key is set.
 */
export async function enhancePrompt(ctx: Ctx<UserActor>, prompt: string): Promise<ResponseOf<typeof enhanceEndpoint>> {
  const breach = findBreach([{ field: "prompt", text: prompt }]);
  if (breach) {
    const message = RULE_TEXT[breach.rule];
    throw new AppError("content_policy_violation", message, {
      errors: [{ field: breach.field, message }],
      extra: { rule: breach.rule },
    });
  }
  const { enhancer } = ctx.ports;
  if (!enhancer)
    throw new AppError("provider_unavailable", "Enhance is not set up here. Your own words work as they are.");
  const result = await enhancer.enhance(prompt, ctx.env.ENHANCE_BUDGET_MS);
  const kept = (reason: EnhancementReason) => ({
    originalPrompt: prompt,
    enhancedPrompt: prompt,
    enhanced: false,
    reason,
    message: `${REASON_TEXT[reason]} Your own words are unchanged.`,
    suggestions: [],
    provider: PROVIDER,
  });
  if (!result.enhanced) {
    ctx.log.warn("prompt not enhanced", { requestId: ctx.requestId, reason: result.reason, detail: result.detail });
    return kept(result.reason);
  }
  // A model that was replaced behind our back shows here.
  ctx.log.info("prompt enhanced", { requestId: ctx.requestId, model: result.model });
  const enhancedPrompt = cleanText(result.prompt);
  // What a model writes passes the same rules as what a person writes.
  if (findBreach([{ field: "prompt", text: [enhancedPrompt, ...result.suggestions].join("\n") }]))
    return kept("blocked");
  return {
    originalPrompt: prompt,
    enhancedPrompt,
    enhanced: true,
    suggestions: result.suggestions.map(cleanText),
    provider: PROVIDER,
  };
}
