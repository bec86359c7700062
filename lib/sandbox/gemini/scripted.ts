import type { Answer } from "../exchange";
import { tokensIn } from "../prompt-tokens";
import { refusal } from "./errors";

const candidate = (finishReason: string, text?: string) => ({
  candidates: [
    { ...(text === undefined ? {} : { content: { parts: [{ text }], role: "model" } }), finishReason, index: 0 },
  ],
});
const GOOD = { enhancedPrompt: "a red fox in the snow", suggestions: ["at dusk", "seen from above", "in fine rain"] };
const HUGE_CHARS = 100_000;

/** Answers with status 200 that are no good, by the token that asks for them. */
const BODIES: Record<string, Record<string, unknown>> = {
  "gemini-blocked": { promptFeedback: { blockReason: "PROHIBITED_CONTENT" } },
  "gemini-safety": candidate("SAFETY"),
  "gemini-recitation": candidate("RECITATION"),
  "gemini-max-tokens": candidate("MAX_TOKENS", ""),
  "gemini-partial": candidate("PROHIBITED_CONTENT", '{"enhancedPrompt":"half of'),
  "gemini-nothing": {},
  "gemini-shape": candidate("STOP", '{"prompt":"other shape"}'),
  "gemini-fenced": candidate("STOP", `\`\`\`json\n${JSON.stringify(GOOD)}\n\`\`\``),
  "gemini-markup": candidate("STOP", JSON.stringify({ ...GOOD, enhancedPrompt: "<b>see</b> https://example.test" })),
  "gemini-huge": candidate("STOP", JSON.stringify({ ...GOOD, enhancedPrompt: "x".repeat(HUGE_CHARS) })),
};

/** What `[[sbx:gemini-...]]` in an idea asks for: a body, or a whole answer (`gemini-status=503`, `gemini-hang`, `gemini-reset`). */
export function scripted(idea: string): { body?: Record<string, unknown>; answer?: Answer } {
  for (const token of tokensIn(idea)) {
    const status = /^gemini-status=([45]\d\d)$/.exec(token)?.[1];
    if (status) return { answer: refusal(Number(status)) };
    if (token === "gemini-hang") return { answer: { status: 0, mishap: { isHung: true } } };
    if (token === "gemini-reset") return { answer: { status: 0, mishap: { isReset: true } } };
    const body = BODIES[token];
    if (body) return { body };
  }
  return {};
}
