import { createHash, randomInt } from "node:crypto";
import { creditsToUnits } from "@/lib/core/credits";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { keyUsedForAnotherRequest, replay, requestHash, type StoredOutcome } from "@/lib/db/idempotency";
import { findBreach, RULE_TEXT } from "@/lib/domain/moderation/prompt-policy";
import { assemble } from "./assemble";
import { type GenerateInput, type GenerateView, generateEndpoint, MAX_SEED } from "./contract";

type Answer =
  | { kind: "answer"; outcome: StoredOutcome<GenerateView> }
  | { kind: "other_request" }
  | { kind: "queue_full" };

const QUEUE_FULL_RETRY_S = 15;

/** A refusal to store under the key, if the wishes break the content rules. */
function policyRefusal(input: GenerateInput, finalPrompt: string): StoredOutcome<never> | undefined {
  const breach =
    findBreach([{ field: "prompt", text: finalPrompt }]) ??
    (input.negativePrompt ? findBreach([{ field: "negativePrompt", text: input.negativePrompt }]) : undefined);
  if (!breach) return undefined;
  const message = RULE_TEXT[breach.rule];
  return {
    refusal: {
      code: "content_policy_violation",
      message,
      details: { errors: [{ field: breach.field, message }], extra: { rule: breach.rule } },
    },
  };
}

/** The database's own refusal to debit an account with a disputed payment (see the migration `keep_and_pay`). */
const IN_DISPUTE = "CS001";

async function debit(ctx: Ctx<UserActor>, request: object): Promise<Answer> {
  try {
    const { rows } = await ctx.pool.query<{ answer: Answer }>({
      name: "request-generation",
      text: "SELECT request_generation($1::jsonb) AS answer",
      values: [JSON.stringify(request)],
    });
    return rows[0]!.answer;
  } catch (error) {
    if ((error as { code?: unknown }).code !== IN_DISPUTE) throw error;
    throw new AppError(
      "forbidden",
      "A payment of yours is disputed with your bank. New pictures wait until the bank has decided.",
    );
  }
}

/**
 * Asks for 1 to 4 pictures. Debit, jobs, queue entry and the answer commit together or not at all, and the answer (also 402, 409 and
 * a policy refusal) is kept under the key: a repeat gets it again and moves nothing. Throws `insufficient_credits`, `conflict`
 * (price changed), `content_policy_violation`, `idempotency_conflict`, `rate_limited` (too many waiting; nothing stored),
 * `provider_unavailable` where no image service is set up, `forbidden` while a payment of the account is disputed (nothing stored).
 */
export async function requestGeneration(
  ctx: Ctx<UserActor>,
  input: GenerateInput,
  idempotencyKey: string,
): Promise<GenerateView> {
  if (!ctx.ports.images)
    throw new AppError("provider_unavailable", "Making pictures is not set up here. Nothing was debited.");
  const assembled = await assemble(ctx, input);
  const quotedUnits = input.quotedCredits === undefined ? undefined : (creditsToUnits(input.quotedCredits) ?? -1);
  const firstSeed = input.seed ?? randomInt(MAX_SEED);
  const refusal = policyRefusal(input, assembled.finalPrompt);
  const request = {
    userId: ctx.actor.userId,
    route: `${generateEndpoint.method} ${generateEndpoint.path}`,
    key: idempotencyKey,
    requestHash: requestHash(input),
    ...(refusal && "refusal" in refusal ? { refusal: refusal.refusal } : {}),
    tier: input.tier,
    count: input.count,
    quotedUnits,
    ignored: assembled.ignored,
    promptId: newId("prompt"),
    promptHash: createHash("sha256").update(input.prompt).digest("hex"),
    jobs: Array.from({ length: input.count }, (_, index) => ({
      id: newId("generation"),
      entryId: newId("entry"),
      seed: (firstSeed + index) % (MAX_SEED + 1),
    })),
    row: {
      aspectRatio: input.aspectRatio,
      width: assembled.width,
      height: assembled.height,
      prompt: input.prompt,
      enhancedFrom: input.enhancedFrom || undefined,
      negativePrompt: input.negativePrompt ?? "",
      style: input.style,
      templateId: input.templateId,
      sourcePostId: input.sourcePostId,
      finalPrompt: assembled.finalPrompt,
      model: assembled.model,
    },
  };
  const answer = await debit(ctx, request);
  ctx.failpoint("after-debit");
  if (answer.kind === "other_request") throw keyUsedForAnotherRequest();
  if (answer.kind === "queue_full") {
    throw new AppError(
      "rate_limited",
      "You have as many pictures waiting as fit in line. Please wait until some are done.",
      {
        retryAfterSeconds: QUEUE_FULL_RETRY_S,
      },
    );
  }
  return replay(answer.outcome);
}
