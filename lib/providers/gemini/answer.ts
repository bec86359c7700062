import type { GenerateContentResponse } from "@google/generative-ai";
import * as z from "zod/mini";

const MAX_PROMPT = 1_500;
const MAX_SUGGESTION = 120;
const SUGGESTIONS = 3;

/** Plain text only: no addresses, no markup, no code fences. */
const plain = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((text: string) => !/https?:\/\/|www\.|<\/?[a-z][^>]*>|```|\]\(/i.test(text)),
  );

const schema = z.object({
  enhancedPrompt: plain(MAX_PROMPT),
  suggestions: z.array(plain(MAX_SUGGESTION)).check(z.length(SUGGESTIONS)),
});

export type Answer = { prompt: string; suggestions: string[] };

/** How a 200 of Gemini is to be taken; the SDK's own verdict counts blocked and cut-off answers as success. */
export function readAnswer(response: GenerateContentResponse): Answer | "blocked" | "bad_answer" {
  if (response.promptFeedback?.blockReason) return "blocked";
  const candidate = response.candidates?.[0];
  if (candidate?.finishReason !== "STOP") {
    return candidate?.finishReason && !["MAX_TOKENS", "FINISH_REASON_UNSPECIFIED"].includes(candidate.finishReason)
      ? "blocked"
      : "bad_answer";
  }
  const text = candidate.content?.parts?.map((part) => part.text ?? "").join("") ?? "";
  try {
    const parsed = z.safeParse(schema, JSON.parse(text));
    return parsed.success ? { prompt: parsed.data.enhancedPrompt, suggestions: parsed.data.suggestions } : "bad_answer";
  } catch {
    return "bad_answer";
  }
}
