import { GoogleGenerativeAI, GoogleGenerativeAIFetchError } from "@google/generative-ai";
import { withDeadline } from "../deadline";
import type { Enhancement, EnhancementReason, PromptEnhancer } from "../prompt-enhancer";
import { ProviderError } from "../provider-error";
import { readAnswer } from "./answer";
import { enhancementRequest } from "./request";

export type GeminiConfig = {
  apiKey: string;
  /** Without a trailing slash. */
  baseUrl: string;
  model: string;
  /** Asked once when the model is unknown or retired (404). */
  fallbackModel: string;
  /** Told of what an operator should see: retired model, refused key. Holds no prompt. */
  onAlert: (event: string, fields: Record<string, unknown>) => void;
};

const CHECK_MS = 8_000;
const MAX_RETRIES = 2;
/** A longer wait is not worth it within the budget. */
const MAX_WAIT_MS = 5_000;

type Failure = { reason: EnhancementReason; detail: string; retryAfterMs?: number; isModelGone?: boolean };

function retryDelayMs(error: GoogleGenerativeAIFetchError): number | undefined {
  for (const detail of error.errorDetails ?? []) {
    const delay = (detail as { retryDelay?: unknown }).retryDelay;
    if (typeof delay === "string" && /^[\d.]+s$/.test(delay)) return Number.parseFloat(delay) * 1000;
  }
  return undefined;
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof GoogleGenerativeAIFetchError)) {
    const name = error instanceof Error ? error.constructor.name : typeof error;
    if (error instanceof SyntaxError) return { reason: "bad_answer", detail: "unreadable answer" };
    return { reason: "unavailable", detail: name, retryAfterMs: 150 };
  }
  const status = error.status ?? 0;
  if (status === 404) return { reason: "misconfigured", detail: "model not found", isModelGone: true };
  if (status === 400 || status === 401 || status === 403)
    return { reason: "misconfigured", detail: `refused with ${status}` };
  if (status === 429) return { reason: "rate_limited", detail: "quota", retryAfterMs: retryDelayMs(error) ?? 1_000 };
  return { reason: "unavailable", detail: `answered ${status}`, retryAfterMs: 250 };
}

/** `PromptEnhancer` over Google's legacy SDK. One budget covers all tries; on any failure the caller keeps the person's own words. */
export function createGeminiEnhancer(config: GeminiConfig): PromptEnhancer {
  const google = new GoogleGenerativeAI(config.apiKey);

  async function ask(model: string, prompt: string, budgetMs: number): Promise<Enhancement | Failure> {
    try {
      const { response } = await withDeadline(budgetMs, (signal) =>
        google
          .getGenerativeModel({ model }, { baseUrl: config.baseUrl })
          .generateContent(enhancementRequest(model, prompt), { signal }),
      );
      const answer = readAnswer(response);
      if (typeof answer === "string") return { reason: answer, detail: answer };
      return { enhanced: true, ...answer, model: (response as { modelVersion?: string }).modelVersion ?? model };
    } catch (error) {
      const isLate = error instanceof DOMException && error.name === "TimeoutError";
      return isLate ? { reason: "timeout", detail: "out of time" } : failureOf(error);
    }
  }

  /** The SDK can't ask for a model; this is the request that its documentation gives for it. */
  async function check(): Promise<void> {
    const address = `${config.baseUrl}/v1beta/models/${encodeURIComponent(config.model)}`;
    const answer = await withDeadline(CHECK_MS, (signal) =>
      fetch(address, { headers: { "x-goog-api-key": config.apiKey }, redirect: "error", signal }),
    ).catch(() => undefined);
    await answer?.body?.cancel();
    if (!answer) throw new ProviderError("unreachable", "Gemini can't be reached");
    const { status } = answer;
    if (status === 400 || status === 401 || status === 403)
      throw new ProviderError("auth", "Gemini refused the key", { status });
    if (status === 404) throw new ProviderError("not_found", "Gemini does not know the model", { status });
    if (status === 429) throw new ProviderError("rate_limited", "Gemini throttled us", { status });
    if (!answer.ok) throw new ProviderError("down", `Gemini answered ${status}`, { status });
  }

  return {
    check,
    async enhance(prompt, budgetMs) {
      const endsAt = Date.now() + budgetMs;
      let model = config.model;
      for (let retries = 0; ; retries++) {
        const result = await ask(model, prompt, Math.max(1, endsAt - Date.now()));
        if ("enhanced" in result) return result;
        const { reason, detail } = result;
        if (result.isModelGone && model !== config.fallbackModel) {
          config.onAlert("enhancement model not found", { model, fallback: config.fallbackModel });
          model = config.fallbackModel;
          continue;
        }
        if (reason === "misconfigured") config.onAlert("enhancement misconfigured", { model, detail });
        const wait = result.retryAfterMs;
        const allowed = reason === "rate_limited" ? 1 : MAX_RETRIES;
        if (wait === undefined || wait > MAX_WAIT_MS || retries >= allowed || Date.now() + wait >= endsAt)
          return { enhanced: false, reason, detail };
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    },
  };
}
